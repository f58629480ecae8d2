"""JSON inside of HTML."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# Within a script element these could end it or begin a comment; within JSON strings their escapes mean the same.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_script(data: Any) -> SafeString:
    """A script element with the data, which no text within it can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def in_default_language(text: str, *, of: dict[str, Any]) -> str | dict[str, str]:
    """The name of a record, which is in the default language, with that language where the document around it is in another."""
    if of["locale"] == settings.LANGUAGE_CODE:
        return text
    return {"@value": text, "@language": settings.LANGUAGE_CODE}


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
