"""Images, with the text that says what they show here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StreamValue, StructBlockValidationError, StructValue
from wagtail.blocks.list_block import ListValue

from blocks.base import ContentBlock, text_of
from blocks.choosers import PictureChooserBlock
from blocks.image_rule import Fault, image_faults
from cms.extend import Passage
from cms.public.pictures import Picture, picture, sample_picture


class ImageBlock(ContentBlock):
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

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses neither or both of text and decoration, missing credit or licence, ended rights (V10)."""
        cleaned = super().clean(value)
        faults = self.faults(cleaned, draft=self.is_deferred_validation)
        errors = {fault.part: ValidationError(fault.message) for fault in faults}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def faults(self, value: Mapping[str, Any], *, draft: bool) -> Iterator[Fault]:
        """What is wrong with this use of the image (V10)."""
        return image_faults(
            value["image"],
            alt=text_of(value["alt"]),
            decorative=bool(value["decorative"]),
            credit=text_of(value["credit"]),
            draft=draft,
        )

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


def stream_faults(stream: StreamValue) -> Iterator[Fault]:
    """What is wrong with the images of the stream, for pages that no form has judged."""
    for value in _structs(stream):
        if isinstance(value.block, ImageBlock):
            yield from value.block.faults(value, draft=False)


def _structs(value: Any) -> Iterator[StructValue]:
    if isinstance(value, StructValue):
        yield value
        inner: Iterable[Any] = value.values()
    elif isinstance(value, StreamValue):
        inner = (child.value for child in value)
    else:
        inner = value if isinstance(value, ListValue) else ()
    for each in inner:
        yield from _structs(each)
