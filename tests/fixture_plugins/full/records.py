"""The document of a record."""

from __future__ import annotations

from cms.content.documents.shapes import RecordDocument, record_base

from .models import FullEntry


class FullEntryDocument(RecordDocument):
    """An entry as partners get it."""

    name: str


def entry_document(entry: FullEntry) -> FullEntryDocument:
    """The entry as partners get it."""
    return FullEntryDocument(**record_base(entry), name=entry.name)
