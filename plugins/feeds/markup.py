"""Elements of XML, put together from values that are always escaped."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from plugins.feeds.characters import clean

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, text: str = "", **attributes: str) -> str:
    """The element with its text; attributes without a value are left out, `xml_lang` means `xml:lang`."""
    start = opening(name, **attributes)
    return f"{start}{escape(clean(text))}</{name}>" if text else f"{start[:-1]}/>"


def opening(name: str, **attributes: str) -> str:
    """The start tag alone."""
    given = "".join(f" {key.replace('_', ':')}={quoteattr(clean(value))}" for key, value in attributes.items() if value)
    return f"<{name}{given}>"
