"""What texts of pages refer to is known for as long as they do, also when it is gone: so it can be said which links lead nowhere.

Where it is gone, Wagtail's index forgets what referred to it. For fields that is right, since the database has emptied them.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex


def connect() -> None:
    """Lets the index keep what texts of pages say of a page or file that is deleted; repeating it does no harm."""
    ReferenceIndex.remove_references_to = classmethod(_forget)


def _forget(index: Any, thing: Any) -> None:
    referring = index.get_references_to(thing)
    if isinstance(thing, Page | get_document_model()):
        pages = ContentType.objects.get_for_model(Page).pk
        kept = [each.pk for each in referring if each.base_content_type_id == pages and is_in_text(each)]
        referring = referring.exclude(pk__in=kept)
    referring.delete()


def is_in_text(reference: Any) -> bool:
    """Whether a text says it, and not a field, which the database keeps right."""
    try:
        return hasattr(reference.related_field, "extract_references")
    except (AttributeError, FieldDoesNotExist):
        # Of a plugin that is missing, or a field that there is no more.
        return False
