"""The demo archive's German events, copied in the ledger until there are enough, each with another mixture of its paragraphs.

Every copy brings a compound word that no other has, as real archives do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice
from uuid import uuid4

import orjson
from django.core.management import call_command
from django.db import connection, transaction

from cms.content.models import EventPage
from cms.publishing import ledger
from cms.publishing.models import Entry, FacetRow

SEARCHED = ("event", "news", "page", "partner")
AT_A_TIME = 1_000


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


def _copies(*, seed: int) -> Iterator[tuple[Entry, list[tuple[str, str, str]]]]:
    """Ever further copies, without their place in the ledger, each with its facets."""
    chance = random.Random(seed)
    pages = [str(pk) for pk in EventPage.objects.filter(locale__language_code="de").values_list("pk", flat=True)]
    originals = list(Entry.objects.filter(type="event", state="live", object_pk__in=pages).order_by("sequence"))
    facets = {entry.pk: list(entry.facet_rows.values_list("name", "value", "label")) for entry in originals}
    passages = [passage for entry in originals for passage in entry.passages]
    words = sorted(
        {word for passage in passages for word in passage[0].split() if word.isalpha() and word[0].isupper()}
    )
    for original in cycle(originals):
        new = "".join([chance.choice(words), chance.choice(words).lower()])
        key, title = uuid4(), f"{original.title[:200]} {new}"
        document = orjson.loads(original.document) | {"id": str(key), "title": title}
        copy_of = {field.attname: getattr(original, field.attname) for field in Entry._meta.concrete_fields} | {
            "id": key,
            "object_pk": f"copy {key}",
            "title": title,
            "document": orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode(),
            "etag": uuid4().hex,
            "passages": [[new, "lead", "", ""], *chance.sample(passages, 20)],
        }
        yield Entry(**copy_of), facets[original.pk]


def _write(copies: list[tuple[Entry, list[tuple[str, str, str]]]]) -> None:
    for (entry, _), sequence in zip(copies, ledger.next_sequences(len(copies)), strict=True):
        entry.sequence = sequence
    Entry.objects.bulk_create(entry for entry, _ in copies)
    FacetRow.objects.bulk_create(
        FacetRow(entry=entry, name=name, value=value, label=label)
        for entry, facets in copies
        for name, value, label in facets
    )
