"""Files to download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock
from wagtail.documents.blocks import DocumentChooserBlock

from blocks.base import ContentBlock, text_of
from cms.extend import Passage


class DocumentValue(BaseModel):
    """A file to download."""

    title: str
    url: str
    file_extension: str = Field(description="Without dot, lower case.", examples=["pdf"])
    size: int | None = Field(description="In bytes.")
    language: str
    accessible: bool = Field(description="Whether the file has been checked to be accessible.")


class DocumentBlock(ContentBlock):
    """A file with its type and size."""

    document_file = DocumentChooserBlock(label=_("file"))
    title = CharBlock(label=_("title"), required=False, max_length=255, help_text=_("Empty: the file's own title."))
    language = CharBlock(label=_("language"), required=False, max_length=20, help_text=_("E.g. „de“."))
    accessible = BooleanBlock(
        label=_("accessible"), required=False, help_text=_("The file has been checked to be accessible.")
    )

    def document(self, value: Mapping[str, Any]) -> DocumentValue:
        """Address, type and size."""
        stored = value["document_file"]
        return DocumentValue(
            title=document_title(value),
            url=settings.BASE_URL + stored.url if stored and stored.url.startswith("/") else getattr(stored, "url", ""),
            file_extension=stored.file_extension.lower() if stored else "",
            size=stored.get_file_size() if stored else None,
            language=text_of(value["language"]),
            accessible=bool(value["accessible"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """The title."""
        yield Passage(document_title(value))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the file as it is shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["file"] = self.document(value)
        return context

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download.")
        group = _("Media")
        template = "blocks/document.html"


def document_title(value: Mapping[str, Any]) -> str:
    """The title given here, or the file's own."""
    return text_of(value["title"]) or str(getattr(value["document_file"], "title", ""))
