"""Images, with the text that says what they show here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlockValidationError

from blocks.base import ContentBlock, text_of
from blocks.choosers import PictureChooserBlock
from blocks.pictures import Picture, picture, sample_picture
from cms.extend import Passage
from cms.public.visibility import rights_ended


class ImageBlock(ContentBlock):
    """One image; what it shows is said for this use of it."""

    image = PictureChooserBlock(label=_("Image"))
    alt = CharBlock(
        label=_("What the image shows"),
        required=False,
        max_length=255,
        help_text=_("For people who do not see it, and what matters here. Empty: the description of the image itself."),
    )
    decorative = BooleanBlock(label=_("Mere decoration"), required=False)
    caption = CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = CharBlock(
        label=_("Credit"), required=False, max_length=255, help_text=_("Only if it differs from the image's own.")
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses neither or both of text and decoration, missing credit or licence, ended rights (V10)."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if text_of(cleaned["alt"]) and cleaned["decorative"]:
            errors["decorative"] = ValidationError(_("Describe the image or mark it as decoration, not both."))
        if not self.is_deferred_validation:
            errors |= _publishing_errors(cleaned)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def document(self, value: Mapping[str, Any]) -> Picture | None:
        """The picture; None when its rights have ended."""
        return picture_of(value)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """What the image shows, and its caption; nothing when its rights have ended."""
        shown = picture_of(value)
        if shown and (text := " ".join(part for part in (shown.alt, shown.caption) if part)):
            yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the picture as it is shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["picture"] = self.document(value)
        return context

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with description, caption and credit.")
        group = _("Media")
        template = "blocks/image.html"
        preview_context = {"picture": sample_picture()}


def _publishing_errors(cleaned: Mapping[str, Any]) -> dict[str, ValidationError]:
    errors: dict[str, ValidationError] = {}
    image = cleaned["image"]
    if not alt_of(cleaned) and not cleaned["decorative"]:
        errors["alt"] = ValidationError(_("Say what the image shows, or mark it as decoration."))
    if image and not text_of(cleaned["credit"]) and not image.credit:
        errors["credit"] = ValidationError(_("Say who made the image, here or at the image itself."))
    if image and not image.licence:
        errors["image"] = ValidationError(_("The image has no licence: say at the image itself how it may be used."))
    if image and rights_ended(image):
        errors["image"] = ValidationError(_("The rights to this image have ended; choose another one."))
    return errors


def alt_of(value: Mapping[str, Any]) -> str:
    """What the image shows: as said here, or as its own description says."""
    return text_of(value["alt"]) or text_of(getattr(value["image"], "description", ""))


def picture_of(value: Mapping[str, Any]) -> Picture | None:
    """The picture that the fields of an image block describe; None when its rights have ended."""
    return picture(
        value["image"],
        alt=alt_of(value),
        decorative=bool(value["decorative"]),
        caption=text_of(value["caption"]),
        credit=text_of(value["credit"]),
    )
