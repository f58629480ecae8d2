"""A backup was restored: what has read further than it goes is noticed, even once as much was published again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from cms.publishing import consumer_runner
from cms.publishing.models import Counter, Milestone
from cms.publishing.reading.filters import Filter
from search import indexing, keeping, service
from search.engines.base import Engine
from search.query import SearchQuery
from search.standing import compare

Make = Callable[..., Any]


@contextmanager
def restored() -> Iterator[None]:
    """What is published inside is gone afterwards, a while later; what has read it is not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    Counter.objects.update(marked_at=F("marked_at") - dt.timedelta(minutes=1))


def titles() -> set[str]:
    """What the index finds, whether it is public or not."""
    wanted = SearchQuery(text="", filter=Filter(types=("event",)), now=timezone.now())
    return {hit.title for hit in service.search(wanted).hits}


def changes(**query: str) -> Any:
    return Client().get("/api/v1/changes", query)


@pytest.mark.parametrize("published", [0, 1, 2, 3])
def test_an_index_of_what_came_after_the_backup_is_built_anew(chosen: Engine, event: Make, published: int) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    with restored():
        event("Birnen")
        event("Kirschen")
        consumer_runner.catch_up_all()
        assert compare(chosen).status.documents == indexing.count()
    for number in range(published):
        event(f"Pflaumen {number}")
    assert "after a backup that was restored" in compare(chosen).fault
    consumer_runner.catch_up_all()
    keeping.keep_indices()
    standing = compare(chosen)
    assert (standing.fault, standing.behind, standing.status.documents) == ("", 0, indexing.count())
    assert titles() == {"Quitten", *(f"Pflaumen {number}" for number in range(published))}


def test_an_index_from_before_the_backup_goes_on(chosen: Engine, event: Make) -> None:
    event("Quitten")
    indexing.rebuild(chosen)
    with restored():
        event("Birnen")
    event("Kirschen")
    assert (compare(chosen).fault, compare(chosen).behind > 0) == ("", True)


@pytest.mark.parametrize("published", [0, 1, 2, 3])
def test_who_has_followed_what_came_after_the_backup_begins_once_more(event: Make, published: int) -> None:
    event("Quitten")
    before = changes().json()["next"]
    with restored():
        event("Birnen")
        event("Kirschen")
        after = changes(since=before).json()["next"]
        answer = changes(since=before)
    for number in range(published):
        event(f"Pflaumen {number}")
    refused = changes(since=after)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (410, "problems#gone")
    assert "begin without since" in refused.json()["detail"]
    again = Client().get("/api/v1/changes", {"since": before}, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 200
    assert {each["document"]["title"] for each in again.json()["items"] if each["document"]["type"] == "event"} == {
        f"Pflaumen {number}" for number in range(published)
    }


def test_whoever_followed_an_archive_without_milestones_goes_on(event: Make) -> None:
    """They came with a later version; what was read before them is still known."""
    event("Quitten")
    Milestone.objects.all().delete()
    Counter.objects.update(marked_at=None)
    cursor = changes().json()["next"]
    event("Birnen")
    assert {each["document"]["title"] for each in changes(since=cursor).json()["items"]} >= {"Birnen"}
