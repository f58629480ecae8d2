"""Text files of the archive."""

from __future__ import annotations

from django.core.files.base import ContentFile
from wagtail.documents.models import Document


def document_file(*, title: str, name: str, text: str) -> Document:
    """The stored file, which is made where it is missing."""
    if stored := Document.objects.filter(title=title).first():
        return stored
    document = Document(title=title, file=ContentFile(text.encode(), name=name))
    document.full_clean()
    document.save()
    return document
