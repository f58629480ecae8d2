"""Pictures: an image with everything that is needed to show it rightly."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from pydantic import BaseModel, Field
from wagtail.models import Page

from cms.public.image_address import image_path
from cms.public.languages import OF_THE_DOCUMENT
from cms.public.sanitising import harmless_address
from cms.public.values import Text
from cms.public.visibility import is_public

WIDTHS = (400, 800, 1200, 1600)
FORMATS = ("avif", "webp", "jpeg")


class Source(BaseModel):
    """One file of a picture."""

    src: str = Field(description="Absolute address; what stands there never changes.")
    width: int = Field(description="In pixels.")
    height: int = Field(description="In pixels.")


class FocalPoint(BaseModel):
    """The point that must stay visible when the picture is cropped, as fractions of width and height."""

    x: float = Field(description="From the left, 0 to 1.")
    y: float = Field(description="From above, 0 to 1.")


class Picture(BaseModel):
    """An image as it is to be shown: files, text alternative, credit and licence."""

    src: str = Field(description="Absolute address of a JPEG of medium width.")
    width: int = Field(description="Of the file at `src`, in pixels.")
    height: int = Field(description="Of the file at `src`, in pixels.")
    srcset: dict[str, str] = Field(description="By format (`avif`, `webp`, `jpeg`): what HTML wants as `srcset`.")
    sizes: str = Field(description="What HTML wants as `sizes` of a picture as wide as `src`; say your own for others.")
    sources: dict[str, list[Source]] = Field(description="The same files one by one, narrow to wide, by format.")
    focal_point: FocalPoint | None = Field(description="Null where it may be cropped anywhere.")
    alt: Text = Field(
        description='What it shows in this place; null if it is decorative, which HTML writes as `alt=""`, or if nobody described it.'
    )
    alt_language: Text = Field(default=None, description=f"Of `alt`. {OF_THE_DOCUMENT}")
    decorative: bool = Field(description="Whether people who do not see it miss nothing.")
    caption: Text = Field(description="What to show below it; null if there is nothing to say.")
    credit: Text = Field(description="Who made it; show it with the picture. Null if nobody has to be named.")
    credit_language: Text = Field(default=None, description=f"Of `credit`. {OF_THE_DOCUMENT}")
    licence: Text = Field(description="Under which terms it may be shown, e.g. `CC BY 4.0`; null if that is not told.")
    licence_url: Text = Field(description="Address of these terms; null if there is none.")


def picture(
    image: Any, *, alt: str = "", decorative: bool = False, caption: str = "", credit: str = "", language: str = ""
) -> Picture | None:
    """The picture; None without an image, when its rights have ended, or when only some people may see it. Renders nothing.

    `alt` says what the image shows in this use of it. Without it stands what the image's own description says, never its title.
    `language` is that of `alt`, where it is not that of the document; what the image itself says is in the default language.
    """
    if not is_public(image):
        return None
    sources = {name: [_source(image, name, width) for width in _widths(image.width)] for name in FORMATS}
    medium = _medium(sources["jpeg"])
    return Picture(
        src=medium.src,
        width=medium.width,
        height=medium.height,
        srcset={name: _srcset(files) for name, files in sources.items()},
        sizes=_sizes(medium.width),
        sources=sources,
        focal_point=_focal_point(image),
        alt="" if decorative else (alt or image.description),
        alt_language=language if alt else settings.LANGUAGE_CODE,
        decorative=decorative,
        caption=caption,
        credit=credit or image.credit,
        credit_language="" if credit else settings.LANGUAGE_CODE,
        licence=image.licence,
        licence_url=harmless_address(image.licence_url),
    )


def picture_at(owner: Any, name: str) -> Picture | None:
    """The picture in the named field of a page or record, with the text beside it; None as for `picture`.

    Pages say it in their own language, records in the default one.
    """
    decorative = getattr(owner, f"{name}_decorative", False)
    language = "" if isinstance(owner, Page) else settings.LANGUAGE_CODE
    alt = getattr(owner, f"{name}_alt", "")
    return picture(getattr(owner, name), alt=alt, decorative=decorative, language=language)


def sample_picture() -> Picture:
    """A drawing that stands for any picture in previews of blocks."""
    return Picture(
        src=f"{settings.STATIC_URL}blocks/sample.svg",
        width=800,
        height=500,
        srcset={},
        sizes=_sizes(800),
        sources={},
        focal_point=None,
        alt="Zwei Menschen kleben ein Plakat an eine Litfaßsäule",
        decorative=False,
        caption="Das Plakat zum Sommerfest hängt.",
        credit="Zeichnung: Litfass",
        licence="CC0 1.0",
        licence_url="",
    )


def _widths(original: int) -> list[int]:
    return [width for width in WIDTHS if width < original] + ([original] if original < WIDTHS[-1] else [WIDTHS[-1]])


def _source(image: Any, format_name: str, width: int) -> Source:
    src = settings.BASE_URL + image_path(image, f"width-{width}|format-{format_name}")
    # As Wagtail's filter rounds it.
    return Source(src=src, width=width, height=max(int(image.height * (width / image.width)), 1))


def _srcset(sources: list[Source]) -> str:
    return ", ".join(f"{source.src} {source.width}w" for source in sources)


def _sizes(width: int) -> str:
    """As wide as it is, and no wider than the window."""
    return f"(min-width: {width}px) {width}px, 100vw"


def _medium(sources: list[Source]) -> Source:
    return next((source for source in sources if source.width >= 800), sources[-1])


def _focal_point(image: Any) -> FocalPoint | None:
    if not image.has_focal_point():
        return None
    return FocalPoint(x=image.focal_point_x / image.width, y=image.focal_point_y / image.height)
