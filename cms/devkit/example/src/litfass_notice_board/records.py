"""The document of a record."""

from __future__ import annotations

from pydantic import Field

from cms.content.documents.shapes import RecordDocument, record_base

from .models import NoticeBoardEntry


class NoticeBoardEntryDocument(RecordDocument):
    """An entry as partners get it."""

    name: str = Field(description="What the entry is called.")


def entry_document(entry: NoticeBoardEntry) -> NoticeBoardEntryDocument:
    """The entry as partners get it."""
    return NoticeBoardEntryDocument(**record_base(entry), name=entry.name)
