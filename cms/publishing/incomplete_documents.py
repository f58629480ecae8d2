"""Keeps in mind whose documents lack what a plugin failed to give, and builds them anew after a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.extend import guard
from cms.extend.pauses import Pauses
from cms.publishing.models import IncompleteDocument
from cms.publishing.serialising import key_of

PAUSES = Pauses(dt.timedelta(minutes=15), dt.timedelta(days=1))
"""How long a thing waits until it is built anew."""


def note(thing: Any, lacking: Mapping[str, str]) -> None:
    """Takes down which points the thing's document lacks, and why; those that it lacks no more are forgotten."""
    key = key_of(thing)
    _rows(key).exclude(point__in=lacking).delete()
    if lacking:
        due_at = timezone.now() + PAUSES.first
        IncompleteDocument.objects.bulk_create(
            [
                IncompleteDocument(content_type_id=key[0], object_pk=key[1], point=point, error=error, due_at=due_at)
                for point, error in sorted(lacking.items())
            ],
            ignore_conflicts=True,
        )


def postpone(key: tuple[int, str]) -> None:
    """Lets the thing wait, longer each time."""
    for row in _rows(key):
        row.tries += 1
        row.due_at = timezone.now() + PAUSES.after(row.tries + 1)
        row.save()


def come_due() -> None:
    """Lets everything be built anew at once: whoever begins anew may have mended code."""
    IncompleteDocument.objects.update(due_at=timezone.now())


def due(limit: int) -> list[tuple[int, str]]:
    """Content type and key of at most so many things whose time has come; not while what they lack is paused."""
    now = timezone.now()
    # One further away than the longest pause was put off before the clock was put back.
    come = Q(due_at__lte=now) | Q(due_at__gt=now + PAUSES.longest)
    waiting = IncompleteDocument.objects.filter(come).exclude(point__in=guard.paused())
    keys = waiting.order_by("due_at", "pk").values_list("content_type", "object_pk")[:limit]
    return list(dict.fromkeys(keys))


def lacks_document(thing: Any) -> bool:
    """Whether the thing's document could not be built when it was last published, so that nobody has heard of that yet."""
    return _rows(key_of(thing)).filter(point__endswith=".document").exists()


def forget(key: tuple[int, str]) -> None:
    """Nothing is lacking of a thing that is gone."""
    _rows(key).delete()


def _rows(key: tuple[int, str]) -> QuerySet[IncompleteDocument]:
    return IncompleteDocument.objects.filter(content_type=key[0], object_pk=key[1])
