"""Rule V10, for every use of an image: in a block, at a page, at a record, in a plugin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext_lazy as _

from cms.public.visibility import rights_ended

Part = Literal["image", "alt", "decorative", "credit"]


class Fault(NamedTuple):
    """What is wrong with a use of an image, and which part of the use can mend it."""

    part: Part
    message: Any


def image_faults(image: Any, *, alt: str, decorative: bool, credit: str | None, draft: bool) -> Iterator[Fault]:
    """What is wrong with this use of the image; `credit` is that of the use, None where it has none of its own."""
    if alt and decorative:
        yield Fault("decorative", _("Describe the image or mark it as decoration, not both."))
    if draft:
        return
    if not alt and not decorative:
        yield Fault("alt", _("Say what the image shows, or mark it as decoration."))
    if image is None:
        return
    if not image.credit and not credit:
        yield _no_credit(here=credit is not None)
    if not image.licence:
        yield Fault("image", _("The image has no licence: say at the image itself how it may be used."))
    if rights_ended(image):
        yield Fault("image", _("The rights to this image have ended; choose another one."))


def _no_credit(*, here: bool) -> Fault:
    if here:
        return Fault("credit", _("Say who made the image, here or at the image itself."))
    return Fault("image", _("The image has no credit: say at the image itself who made it."))
