"""Elements of XML, put together from values that are always escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from plugins.feeds.characters import clean

UNUSUAL = re.compile('[&<>"]|[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
"""What cannot stand in XML as it is; looking for it first is quicker than replacing what hardly any value has."""

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, text: str = "", **attributes: str) -> str:
    """The element with its text; attributes without a value are left out, `xml_lang` means `xml:lang`."""
    start = opening(name, **attributes)
    return f"{start}{_escaped(text)}</{name}>" if text else f"{start[:-1]}/>"


def opening(name: str, **attributes: str) -> str:
    """The start tag alone."""
    given = "".join(f" {key.replace('_', ':')}={_quoted(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>"


def _escaped(text: str) -> str:
    return escape(clean(text)) if UNUSUAL.search(text) else text


def _quoted(value: str) -> str:
    return quoteattr(clean(value)) if UNUSUAL.search(value) else f'"{value}"'
