"""The demo archive's German events, copied in the ledger until there are enough, each with another mixture of its paragraphs.

Every copy brings a compound word that no other has, as real archives do, and goes on at another time of ten years.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import cycle, islice
from typing import TypeVar
from uuid import UUID, uuid4

import orjson
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from cms.content.models import EventPage
from cms.publishing import ledger
from cms.publishing.models import Entry, FacetRow, OccurrenceRow

SEARCHED = ("event", "news", "page", "partner")
AT_A_TIME = 1_000
TIMES = ("starts_at", "last_starts_at", "ends_at")
M = TypeVar("M", bound=Model)
Rows = tuple[list[FacetRow], list[OccurrenceRow]]
Copy = tuple[Entry, Rows]


def grow(count: int) -> None:
    """Copies events until `count` things can be found; the demo archive comes first."""
    call_command("migrate", verbosity=0)
    if not Entry.objects.exists():
        call_command("demo")
    there = Entry.objects.filter(state="live", type__in=SEARCHED).count()
    copies = _copies(seed=there)
    for done in range(there, count, AT_A_TIME):
        with transaction.atomic():
            _write(list(islice(copies, min(AT_A_TIME, count - done))))
        print(f"  {min(done + AT_A_TIME, count)} of {count}", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copies(*, seed: int) -> Iterator[Copy]:
    """Ever further copies, without their place in the ledger."""
    chance = random.Random(seed)
    pages = [str(pk) for pk in EventPage.objects.filter(locale__language_code="de").values_list("pk", flat=True)]
    originals = list(Entry.objects.filter(type="event", state="live", object_pk__in=pages).order_by("sequence"))
    rows: dict[UUID, Rows] = {
        entry.pk: (list(entry.facet_rows.all()), list(entry.occurrence_rows.all())) for entry in originals
    }
    passages = [passage for entry in originals for passage in entry.passages]
    words = sorted(
        {word for passage in passages for word in passage[0].split() if word.isalpha() and word[0].isupper()}
    )
    for original in cycle(originals):
        new = "".join([chance.choice(words), chance.choice(words).lower()])
        key, title = uuid4(), f"{original.title[:200]} {new}"
        document = orjson.loads(original.document) | {"id": str(key), "title": title}
        away = dt.timedelta(days=chance.randrange(-3650, 60))
        copy = _copy(
            original,
            away,
            id=key,
            object_pk=f"copy {key}",
            title=title,
            sort_key=title.casefold(),
            document=orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode(),
            etag=uuid4().hex,
            passages=[[new, "lead", "", ""], *chance.sample(passages, 20)],
        )
        facets, times = rows[original.pk]
        own = {"id": None, "entry_id": key}
        yield copy, ([_copy(row, away, **own) for row in facets], [_copy(row, away, **own) for row in times])


def _copy(row: M, away: dt.timedelta, **other: object) -> M:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    moved = {name: values[name] + away for name in TIMES if values.get(name)}
    return type(row)(**values | moved | other)


def _write(copies: list[Copy]) -> None:
    for (entry, _), sequence in zip(copies, ledger.next_sequences(len(copies)), strict=True):
        entry.sequence = sequence
    Entry.objects.bulk_create(entry for entry, _ in copies)
    FacetRow.objects.bulk_create(row for _, (facets, _times) in copies for row in facets)
    OccurrenceRow.objects.bulk_create(row for _, (_facets, times) in copies for row in times)
