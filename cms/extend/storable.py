"""What the ledger can hold: text and JSON that every database takes, and moments that every clock can show."""

from __future__ import annotations

import datetime as dt
import re
from math import isfinite
from typing import Any

import orjson
from django.core.serializers.json import DjangoJSONEncoder
from pydantic import TypeAdapter

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and halves of characters, which cannot be encoded."""

DEPTH = 16
"""How deep within a document a value stands at most, since JSON that is nested too deep cannot be written."""

MOST = 2_500_000
"""Characters that one value of content has at most, which is as much as a form can send."""
MEMBER = 10
"""As many of them each of its members counts for."""
DEEPEST = 200
WIDEST = 1024
"""How deep its lists and mappings are nested, and how many bits its whole numbers have, at most."""

ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)

EARLIEST = dt.datetime(dt.MINYEAR + 1, 1, 2, tzinfo=dt.UTC)
LATEST = dt.datetime(dt.MAXYEAR - 1, 12, 30, tzinfo=dt.UTC)
"""Far enough from the ends of the calendar that a moment has a date in every time zone, and a day before and after it."""


def is_text(given: str) -> bool:
    """Whether every database can hold the text, and every answer say it."""
    return not UNSTORABLE.search(given)


def as_json(value: Any) -> Any:
    """The value as plain JSON; raises `ValueError` or `TypeError` for what the ledger cannot write.

    Such are numbers beyond 64 bits, halves of characters, what is nested too deep, and what is no JSON at all.
    """
    plain = ANYTHING.dump_python(value, mode="json")
    within = plain
    for _ in range(DEPTH):
        within = [within]
    orjson.dumps(within)
    return plain


def as_stored(value: Any) -> Any:
    """The value anew, as it would be read back from the database; raises `ValueError` or `TypeError` for what cannot be stored as it is.

    Such are keys that are no texts, halves of characters, numbers that JSON does not know, what is too big or contains itself.
    """
    return _Copying().copied(value)


class _Copying:
    def __init__(self) -> None:
        self.left = MOST

    def copied(self, value: Any, depth: int = 0) -> Any:
        self._count(MEMBER, depth)
        if isinstance(value, dict):
            return {self._key(name): self.copied(each, depth + 1) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.copied(each, depth + 1) for each in value]
        if isinstance(value, str):
            return self._text(value, depth)
        if isinstance(value, int | None):
            if value is not None and value.bit_length() > WIDEST:
                raise ValueError("it has a number that is too big")
            return value
        if isinstance(value, float):
            if not isfinite(value):
                raise ValueError(f"it has {value}, which is no number of JSON's")
            return value
        return self.copied(DjangoJSONEncoder().default(value), depth + 1)

    def _key(self, name: Any) -> str:
        if not isinstance(name, str):
            raise TypeError(f"it has the key {name!r}, which is no text")
        return self._text(name, 0)

    def _text(self, value: str, depth: int) -> str:
        plain = str.__str__(value)
        self._count(len(plain), depth)
        if not is_text(plain):
            raise ValueError("it has a character that cannot be stored")
        return plain

    def _count(self, size: int, depth: int) -> None:
        self.left -= size
        if self.left < 0 or depth > DEEPEST:
            raise ValueError("it is too big, or contains itself")


def on_every_clock(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC; for one so near the ends of the calendar that not every time zone has it, the nearest that all have."""
    aware = moment if moment.utcoffset() is not None else moment.replace(tzinfo=dt.UTC)
    if aware <= EARLIEST:
        return EARLIEST
    return LATEST if aware >= LATEST else aware.astimezone(dt.UTC)
