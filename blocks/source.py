"""Where a quotation is from: an address, a page of this archive, or a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from blocks.base import text_of
from cms.public.cards import card
from cms.public.sanitising import harmless_address
from cms.public.visibility import is_public

SOURCES = ("source_url", "source_page", "source_document")
"""The fields of a block that name a source, of which one may be filled."""


def source_of(value: Mapping[str, Any]) -> tuple[str, str]:
    """What the source is called, and its address; nothing of pages and files that are not public."""
    name, address = text_of(value["source"]), harmless_address(text_of(value["source_url"]))
    if shown := card(value["source_page"]):
        return name or shown.title, shown.url or ""
    if (file := value["source_document"]) and is_public(file):
        return name or file.title, urljoin(settings.BASE_URL, file.url)
    return name, address
