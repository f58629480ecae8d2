"""Prints what is wrong, a line for each: `python -m tests.killing.checking calm|done BEGAN_AT`.

`calm` looks at ledger, work and indices, which may take their time; `done` at what was answered and told meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import django


def main(whether: str, began_at: int) -> None:
    """Prints what is wrong with ledger, indices, content, work and what was told since this change of the ledger."""
    django.setup()
    calm = (("ledger", ledger()), ("work", unfinished()), ("index", indices()))
    then = (("content", content()), ("told", told(began_at)), ("partner", partner()))
    for kind, faults in calm if whether == "calm" else then:
        for fault in faults:
            print(f"{kind}: {fault}")


def ledger() -> Iterator[str]:
    """Where ledger and content differ."""
    from cms.publishing.rebuilding import differences

    yield from map(str, differences())


def unfinished() -> Iterator[str]:
    """What runs, waits or fails."""
    from cms.publishing.work import work

    yield from map(str, work())


def indices() -> Iterator[str]:
    """What is wrong with an index, and what it holds too much or too little."""
    from django.utils import timezone

    from cms.publishing.reading.entries import live_entries
    from search.asking import ask
    from search.indexing import searchable
    from search.query import SearchQuery
    from search.standing import compare, engines

    expected = set(live_entries().filter(type__in=searchable()).values_list("pk", flat=True))
    for engine in engines():
        standing = compare(engine)
        if standing.fault or standing.behind or standing.left_out:
            yield str(standing)
            continue
        held: set[Any] = set()
        for page in range(1, len(expected) // 100 + 3):
            query = SearchQuery(now=timezone.now(), page=page, page_size=100)
            held |= {key for key, _score in ask(engine, query).answer.ids}
        for missing in expected ^ held:
            yield f"{engine.name}: {missing} is {'missing' if missing in expected else 'too much'}"


def content() -> Iterator[str]:
    """What was answered with success, and is not so."""
    from django.apps import apps
    from django.conf import settings
    from django.utils import timezone
    from wagtail.models import Page

    from cms.extend import public_id
    from search.asking import ask
    from search.query import SearchQuery
    from search.standing import engines
    from tests.killing.editor import MARK, outcomes
    from tests.killing.journal import noted

    now = timezone.now()
    for (kind, key), number in outcomes(noted(Path(settings.ENV.data) / "steps.jsonl")).items():
        if kind == "publish":
            thing = Page.objects.get(pk=key).specific
            text = thing.lead
        else:
            _, model, field = kind.split()
            thing = apps.get_model("content", model).objects.get(pk=key)
            text = getattr(thing, field)
        found = int(text.removeprefix(MARK).strip(" .") or 0)
        if found < number:
            yield f"{kind} {key}: step {number} was answered with success and is lost ({text!r})"
        if kind == "publish" and thing.live:
            for engine in engines():
                answer = ask(engine, SearchQuery(text=f'"{MARK} {found}"', now=now, page_size=100)).answer
                if public_id(thing) not in {key for key, _score in answer.ids}:
                    yield f"{kind} {key}: {engine.name} does not find {MARK} {found}"


def told(began_at: int) -> Iterator[str]:
    """Changes that the reaction was not told of, and such that it was told of again later.

    Twice in a row is what its contract says of a process that dies after the reaction and before that is noted.
    """
    from django.conf import settings

    from cms.publishing.models import Entry

    lines = (Path(settings.ENV.data) / "told.txt").read_text().splitlines()
    in_a_row = [int(line.split()[0]) for line in lines]
    times = Counter(sequence for sequence, _ in groupby(in_a_row))
    for entry in Entry.objects.filter(sequence__gt=began_at, untold=None):
        if not times[entry.sequence]:
            yield f"nobody was told of change {entry.sequence}, {entry.title}"
    for sequence, count in times.items():
        if count > 1:
            yield f"twice: change {sequence} was told {count} times"


def partner() -> Iterator[str]:
    """How the copy of a partner who followed all the while differs from what a new one gets."""
    from django.conf import settings

    from tests.killing.journal import noted
    from tests.killing.partner import FOLLOWED, FRESH

    copies = []
    for name in (FOLLOWED, FRESH):
        copy: dict[str, str] = {}
        sequences: Counter[int] = Counter()
        for change in noted(Path(settings.ENV.data) / name):
            sequences[change["sequence"]] += 1
            if change["change"] == "published":
                copy[change["id"]] = change["mark"]
            else:
                copy.pop(change["id"], None)
        for sequence, count in sequences.items():
            if count > 1:
                yield f"change {sequence} came {count} times"
        copies.append(copy)
    followed, fresh = copies
    for key in followed.keys() | fresh.keys():
        if followed.get(key) != fresh.get(key):
            yield f"{key} differs: {followed.get(key)} is what they have, {fresh.get(key)} what is public"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    main(sys.argv[1], int(sys.argv[2]))
