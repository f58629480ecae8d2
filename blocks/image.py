"""Images, with the text that says what they show here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import PictureChooserBlock
from blocks.image_rule import image_faults
from blocks.ruled import Messages, Ruled
from cms.extend import Passage
from cms.public.pictures import Picture, picture, sample_picture


class ImageBlock(Ruled, ContentBlock):
    """One image; what it shows is said for this use of it."""

    image = PictureChooserBlock(label=_("Image"))
    alt = CharBlock(
        label=_("What the image shows"),
        required=False,
        max_length=255,
        help_text=_("For people who do not see it: what matters of it here."),
    )
    decorative = BooleanBlock(label=_("Mere decoration"), required=False)
    caption = CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = CharBlock(
        label=_("Credit"), required=False, max_length=255, help_text=_("Only if it differs from the image's own.")
    )

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """Neither or both of text and decoration, missing credit or licence, ended rights (V10)."""
        faults = image_faults(
            value["image"],
            alt=text_of(value["alt"]),
            decorative=bool(value["decorative"]),
            credit=text_of(value["credit"]),
            draft=draft,
        )
        return {fault.part: fault.message for fault in faults}

    def document(self, value: Mapping[str, Any]) -> Picture | None:
        """The picture; None when its rights have ended."""
        return picture_of(value)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """What the image shows, and its caption; nothing when its rights have ended."""
        shown = picture_of(value)
        if shown and (text := " ".join(part for part in (shown.alt, shown.caption) if part)):
            yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
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


def picture_of(value: Mapping[str, Any]) -> Picture | None:
    """The picture that the fields of an image block describe; None when its rights have ended."""
    return picture(
        value["image"],
        alt=text_of(value["alt"]),
        decorative=bool(value["decorative"]),
        caption=text_of(value["caption"]),
        credit=text_of(value["credit"]),
    )
