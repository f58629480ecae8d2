"""Several images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.image import ImageBlock, picture_of
from cms.extend import Passage
from cms.public.pictures import Picture, sample_picture
from cms.public.values import Text


class GalleryValue(BaseModel):
    """Several pictures; those whose rights have ended are left out."""

    title: Text = Field(description="Heading above them; null if there is none.")
    pictures: list[Picture] = Field(description="In the order in which editors put them; at least one.")


class GalleryBlock(ContentBlock):
    """Images that belong together."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    images = ListBlock(ImageBlock(), label=_("Images"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> GalleryValue | None:
        """Title and pictures in order; None when no picture may be shown."""
        pictures = [found for item in value["images"] if (found := picture_of(item)) is not None]
        return GalleryValue(title=text_of(value["title"]), pictures=pictures) if pictures else None

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        image = self.child_blocks["images"].child_block
        for item in value["images"]:
            yield from image.get_plain_text(item)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = self.document(value)
        context["pictures"] = shown.pictures if shown else []
        return context

    class Meta:
        icon = "images"
        label = _("Gallery")
        description = _("Several images.")
        group = _("Media")
        template = "blocks/gallery.html"
        preview_context = {"pictures": [sample_picture()] * 3}
