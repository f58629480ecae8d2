"""What the ledger can hold: text and JSON that every database takes, and moments that every clock can show."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import orjson
from pydantic import TypeAdapter

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and halves of characters, which cannot be encoded."""

DEPTH = 16
"""How deep within a document a value stands at most, since JSON that is nested too deep cannot be written."""

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


def on_every_clock(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC; for one so near the ends of the calendar that not every time zone has it, the nearest that all have."""
    aware = moment if moment.utcoffset() is not None else moment.replace(tzinfo=dt.UTC)
    if aware <= EARLIEST:
        return EARLIEST
    return LATEST if aware >= LATEST else aware.astimezone(dt.UTC)
