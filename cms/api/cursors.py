"""Cursors: where to go on, opaque to partners and good for one question only."""

from __future__ import annotations

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Sequence
from typing import Any

import orjson
from django.http import QueryDict

from cms.publishing.reading.parameters import FilterError


def fingerprint(parameters: QueryDict, *further: str, without: Collection[str] = ()) -> str:
    """The same for the same question, however its parameters are ordered; `without` names those that do not matter."""
    given = sorted((name, parameters.getlist(name)) for name in parameters if name not in without)
    return hashlib.sha256(orjson.dumps([given, further])).hexdigest()[:16]


def write_cursor(mark: str, values: Sequence[Any]) -> str:
    """The cursor for the question with this fingerprint; values are numbers, texts, datetimes, UUIDs or None."""
    return urlsafe_b64encode(orjson.dumps([mark, *values])).rstrip(b"=").decode()


def read_cursor(cursor: str, *, mark: str, size: int, name: str = "cursor") -> list[Any]:
    """The cursor's values; refuses one that is broken or belongs to another question."""
    try:
        found = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, list) or not found or not isinstance(found[0], str):
        raise FilterError(name, "malformed_cursor", f"{name}: this is no cursor; take it from an answer as it is.")
    if found[0] != mark or len(found) != size + 1:
        raise FilterError(
            name,
            "foreign_cursor",
            f"{name}: this cursor belongs to another question; keep the filters and the order that it came with.",
        )
    return found[1:]
