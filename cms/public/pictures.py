"""Pictures: an image with everything that is needed to show it rightly."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from pydantic import BaseModel, Field
from wagtail.models import Page

from cms.public.image_address import image_path
from cms.public.sanitising import harmless_address
from cms.public.visibility import is_public

WIDTHS = (400, 800, 1200, 1600)
FORMATS = ("avif", "webp", "jpeg")
OF_THE_DOCUMENT = "Empty where it is that of the document around."


class Source(BaseModel):
    """One file of a picture."""

    src: str
    width: int = Field(description="In pixels.")


class FocalPoint(BaseModel):
    """The point that must stay visible when the picture is cropped, as fractions of width and height."""

    x: float
    y: float


class Picture(BaseModel):
    """An image as it is to be shown: files, text alternative, credit and licence."""

    src: str = Field(description="A JPEG of medium width.")
    srcset: dict[str, list[Source]] = Field(description="Files by format (`avif`, `webp`, `jpeg`), narrow to wide.")
    width: int = Field(description="Of the original, in pixels.")
    height: int
    focal_point: FocalPoint | None
    alt: str = Field(description="Empty if the picture is decorative.")
    alt_language: str = Field(default="", description=f"Of `alt`. {OF_THE_DOCUMENT}")
    decorative: bool
    caption: str
    credit: str
    credit_language: str = Field(default="", description=f"Of `credit`. {OF_THE_DOCUMENT}")
    licence: str
    licence_url: str


def picture(
    image: Any, *, alt: str = "", decorative: bool = False, caption: str = "", credit: str = "", language: str = ""
) -> Picture | None:
    """The picture; None without an image, when its rights have ended, or when only some people may see it. Renders nothing.

    `alt` says what the image shows in this use of it. Without it stands what the image's own description says, never its title.
    `language` is that of `alt`, where it is not that of the document; what the image itself says is in the default language.
    """
    if not is_public(image):
        return None
    srcset = {name: [_source(image, name, width) for width in _widths(image.width)] for name in FORMATS}
    return Picture(
        src=_medium(srcset["jpeg"]).src,
        srcset=srcset,
        width=image.width,
        height=image.height,
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
        srcset={},
        width=800,
        height=500,
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
    return Source(src=settings.BASE_URL + image_path(image, f"width-{width}|format-{format_name}"), width=width)


def _medium(sources: list[Source]) -> Source:
    return next((source for source in sources if source.width >= 800), sources[-1])


def _focal_point(image: Any) -> FocalPoint | None:
    if not image.has_focal_point():
        return None
    return FocalPoint(x=image.focal_point_x / image.width, y=image.focal_point_y / image.height)
