"""Rich text: what editors may do in it, and how it leaves the house."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from wagtail.rich_text import RichText, expand_db_html

FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
"""No headings (a block of their own), no fonts."""

LOCAL_ADDRESS = re.compile(r'(?P<attribute>\b(?:href|src)=")(?=/[^/])')
BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>")


def richtext_document(value: Any) -> str:
    """HTML with resolved, absolute links."""
    html = expand_db_html(_source(value))
    return LOCAL_ADDRESS.sub(rf"\g<attribute>{settings.BASE_URL}", html)


def richtext_plain(value: Any) -> str:
    """The bare text; paragraphs and list items on lines of their own."""
    lines = unescape(strip_tags(BLOCK_END.sub("\n", _source(value)))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _source(value: Any) -> str:
    return value.source if isinstance(value, RichText) else str(value or "")
