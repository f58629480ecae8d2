"""Images, with the text that says what they show here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from blocks.base import ContentBlock, text_of
from blocks.pictures import Picture, picture
from cms.extend import Passage


class ImageBlock(ContentBlock):
    """One image; what it shows is said for this use of it."""

    image = ImageChooserBlock(label=_("image"))
    alt = CharBlock(
        label=_("what the image shows"),
        required=False,
        max_length=255,
        help_text=_("For people who do not see it. Leave empty only if it is mere decoration."),
    )
    decorative = BooleanBlock(label=_("mere decoration"), required=False)
    caption = CharBlock(label=_("caption"), required=False, max_length=255)
    credit = CharBlock(
        label=_("credit"), required=False, max_length=255, help_text=_("Only if it differs from the image's own.")
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses neither or both of text and decoration, missing credit, ended rights (V10)."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if text_of(cleaned["alt"]) and cleaned["decorative"]:
            errors["decorative"] = ValidationError(_("Describe the image or mark it as decoration, not both."))
        if not self.is_deferred_validation:
            errors |= _publishing_errors(cleaned)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def document(self, value: Mapping[str, Any]) -> Picture:
        """The picture; without files when its rights have ended."""
        return picture_of(value) or Picture(
            src="",
            srcset={},
            width=0,
            height=0,
            focal_point=None,
            alt="",
            decorative=True,
            caption="",
            credit="",
            licence="",
            licence_url="",
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """What the image shows, and its caption."""
        if text := " ".join(part for part in (text_of(value["alt"]), text_of(value["caption"])) if part):
            yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the picture as it is shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["picture"] = picture_of(value)
        return context

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with description, caption and credit.")
        group = _("Media")
        template = "blocks/image.html"


def _publishing_errors(cleaned: Mapping[str, Any]) -> dict[str, ValidationError]:
    errors: dict[str, ValidationError] = {}
    image = cleaned["image"]
    if not text_of(cleaned["alt"]) and not cleaned["decorative"]:
        errors["alt"] = ValidationError(_("Say what the image shows, or mark it as decoration."))
    if image and not text_of(cleaned["credit"]) and not image.credit:
        errors["credit"] = ValidationError(_("Say who made the image, here or at the image itself."))
    if image and image.rights_until and image.rights_until < timezone.localdate():
        errors["image"] = ValidationError(_("The rights to this image have ended; choose another one."))
    return errors


def picture_of(value: Mapping[str, Any]) -> Picture | None:
    """The picture that the fields of an image block describe; None when its rights have ended."""
    return picture(
        value["image"],
        alt=text_of(value["alt"]),
        decorative=bool(value["decorative"]),
        caption=text_of(value["caption"]),
        credit=text_of(value["credit"]),
    )
