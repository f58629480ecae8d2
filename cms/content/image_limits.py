"""How large an image may be, measured before any of it is decoded: a file of a few kB may unpack to gigabytes."""

from __future__ import annotations

import warnings
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

FORMATS = {"avif": "AVIF", "gif": "GIF", "jpeg": "JPEG", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
"""Pillow's decoders by ending; no other one, such as those of TIFF, EPS or SVG, ever sees a file."""

BYTES_PER_PIXEL = 10
BYTES_PER_PIXEL_OF = {"WEBP": 16}
"""What making a smaller version takes at its peak, as `python -m bench.images` measures it."""


class Size(NamedTuple):
    """What the head of an image file says."""

    format: str
    width: int
    height: int
    frames: int

    @property
    def pixels(self) -> int:
        """Those of all frames."""
        return self.width * self.height * self.frames

    @property
    def memory(self) -> int:
        """Bytes that it takes to work with one frame."""
        return self.width * self.height * BYTES_PER_PIXEL_OF.get(self.format, BYTES_PER_PIXEL)


def refuse_unfit(file: Any) -> None:
    """Raises `ValidationError`, with what to do, for a file that is no image of ours or takes too much to work with."""
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("The file is %(size)s large; at most %(most)s are possible. Save it smaller and upload it again.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)},
            code="file_too_large",
        )
    size = measured(file)
    if size.pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or size.memory > _most_memory():
        raise _too_many_pixels(size)


def measured(file: Any) -> Size:
    """What the head of the file says; raises `ValidationError` if it cannot be read or is beyond all measure."""
    position = file.tell()
    try:
        file.seek(0)
        return _read(file)
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels(None) from bomb
    except MemoryError as error:
        raise _too_many_pixels(None) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise ValidationError(
            _("This is no image that can be read. Save it as JPEG, PNG or WebP and upload that."), code="invalid_image"
        ) from error
    finally:
        file.seek(position)


def _read(file: IO[bytes]) -> Size:
    allowed = sorted({FORMATS[ending] for ending in settings.WAGTAILIMAGES_EXTENSIONS})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(file, formats=allowed)
        size = Size(image.format or "", *image.size, frames=1)
        # Counting frames takes time; what is too large is refused before. Pictures within a JPEG are previews.
        if size.format == "MPO" or size.pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            return size
        return size._replace(frames=getattr(image, "n_frames", 1))


def _most_memory() -> int:
    return int(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS * BYTES_PER_PIXEL)


def _too_many_pixels(size: Size | None) -> ValidationError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if size:
        most = min(most, _most_memory() // BYTES_PER_PIXEL_OF.get(size.format, BYTES_PER_PIXEL))
    return ValidationError(
        _(
            "The image has %(num_pixels)s million pixels; at most %(max_pixels_count)s million are possible, all frames of an "
            "animation together. Make it smaller, e.g. 3000 pixels wide, and upload it again."
        )
        % {"num_pixels": _millions(size.pixels) if size else "> 170", "max_pixels_count": _millions(most)},
        code="file_too_many_pixels",
    )


def _millions(pixels: int) -> str:
    return str(number_format(pixels / 1_000_000, decimal_pos=1 if pixels < 100_000_000 else 0, use_l10n=True))
