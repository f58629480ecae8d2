"""Files to download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import FileChooserBlock
from blocks.language import LanguageBlock
from cms.extend import Passage
from cms.public.values import Text
from cms.public.visibility import is_public


class DocumentValue(BaseModel):
    """A file to download."""

    title: str = Field(description="What it is called here, otherwise the file's own title.")
    url: str = Field(description="Absolute address; ask it anew each time, since the file may be taken back.")
    file_extension: Text = Field(description="Without dot, lower case; null if the file has none.", examples=["pdf"])
    size: int | None = Field(description="In bytes; null if the file cannot be read.")
    language: Text = Field(description="Code of its language; null if that is not told.", examples=["de"])
    accessible: bool = Field(description="Whether the file has been checked to be accessible.")


class DocumentBlock(ContentBlock):
    """A file with its type and size."""

    document_file = FileChooserBlock(label=_("File"))
    title = CharBlock(label=_("Title"), required=False, max_length=255, help_text=_("Empty: the file's own title."))
    language = LanguageBlock(label=_("Language"), required=False)
    accessible = BooleanBlock(
        label=_("Accessible"), required=False, help_text=_("The file has been checked to be accessible.")
    )

    def document(self, value: Mapping[str, Any]) -> DocumentValue | None:
        """Address, type and size; None when the file is gone or only some people may have it."""
        stored = value["document_file"]
        if not is_public(stored):
            return None
        return DocumentValue(
            title=text_of(value["title"]) or stored.title,
            url=urljoin(settings.BASE_URL, stored.url),
            file_extension=stored.file_extension.lower(),
            size=stored.get_file_size(),
            language=text_of(value["language"]),
            accessible=bool(value["accessible"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if shown := self.document(value):
            yield Passage(shown.title)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["file"] = self.document(value)
        return context

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download.")
        group = _("Media")
        template = "blocks/document.html"
        preview_context = {
            "file": DocumentValue(
                title="Programm der Konferenz",
                url="#",
                file_extension="pdf",
                size=245_000,
                language="de",
                accessible=True,
            )
        }
