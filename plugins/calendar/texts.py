"""Texts and addresses that a calendar may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What programs take for the end of a line; only one of them can be said in a calendar."""

FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text of a calendar may hold (RFC 5545, CONTROL), and halves of characters, which no encoding knows."""

SCHEMES = ("http", "https")


def text(*parts: str | None) -> str:
    """The parts as paragraphs, without what a calendar cannot hold; the library escapes the rest."""
    return "\n".join(filter(None, (_clean(part) for part in parts)))


def line(value: str | None) -> str:
    """The text in one line."""
    return " ".join(_clean(value).split())


def joined(parts: Iterable[str | None], separator: str = ", ") -> str:
    """The parts that are not empty, in one line."""
    return separator.join(filter(None, map(line, parts)))


def address(value: str | None) -> str:
    """The address as a URI; empty if it is none that a browser opens."""
    cleaned = "".join(_clean(value).split())
    try:
        known = urlsplit(cleaned).scheme in SCHEMES
    except ValueError:
        return ""
    return iri_to_uri(cleaned) if known else ""


def _clean(value: str | None) -> str:
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", value or "")).strip()
