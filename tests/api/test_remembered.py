"""A process that has answered before says the same as one that has just begun, whatever is published in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from cms.publishing.reading import memory, questions
from cms.publishing.reading.memory import Memory
from tests.api.conftest import Get, Ledger

NOW = timezone.now()
Step = Callable[[Ledger, dict[str, Any]], object]

QUESTIONS = (
    "events",
    "events?limit=2",
    "events?limit=2&page=2",
    "events?limit=1&page=9",
    "events?count=none",
    "events?sort=title",
    "events?sort=-updated,title",
    "events?city=halle-saale",
    "events?city=halle-saale,dortmund&format=conference",
    "events?city=dortmund",
    "events?start.gte=2018-01-01&start.lt=2019-01-01",
    "events?updated.gte=2026-01-05T10:02:00%2B01:00",
    "events?when=past",
    "events?when=upcoming,running",
    "events?locale=en",
    "events?locale=en&fallback=de",
    "events?locale=*",
    "events?fields=title,start",
    "events?include=partners",
    "partners",
    "cities",
)
STEPS: dict[str, Step] = {
    "something is published": lambda ledger, _known: ledger.add("event", "Neu", starts_at=NOW),
    "something else is published": lambda ledger, _known: ledger.add("partner", "Neuverband"),
    "a document is changed": lambda ledger, known: ledger.write(known["fest"], lead="Anders"),
    "something is withdrawn": lambda ledger, known: ledger.withdraw(known["fest"]),
    "something comes back": lambda ledger, known: ledger.write(ledger.withdraw(known["fest"]) or known["fest"]),
    "a translation is published": lambda ledger, known: ledger.add(
        "event", "Party", locale="en", key=known["fest"].translation_key
    ),
    "a translation is withdrawn": lambda ledger, known: ledger.withdraw(known["congress"]),
}


@pytest.fixture
def known(ledger: Ledger) -> dict[str, Any]:
    """Some events in two languages, and a partner."""
    day = dt.timedelta(days=1)
    ledger.add("partner", "Verband")
    ledger.add("city", "Halle")
    halle = {"city": "halle-saale", "format": "conference"}
    fest = ledger.add("event", "Fest", starts_at=NOW - day, facets=halle)
    konferenz = ledger.add("event", "Konferenz", starts_at=dt.datetime(2018, 5, 31, tzinfo=dt.UTC), facets=halle)
    ledger.add("event", "Runde", starts_at=NOW + day, facets={"city": "dortmund"})
    congress = ledger.add("event", "Congress", locale="en", key=konferenz.translation_key)
    return {"fest": fest, "congress": congress}


@contextmanager
def remembering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a server does, which reads without a transaction."""
    with monkeypatch.context() as patch:
        patch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
        yield


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has asked anything yet."""
    monkeypatch.setattr(questions, "_asked", Memory(most=100))
    monkeypatch.setattr(questions, "_documents", Memory(most=100_000, size=len))


def answers(get: Get) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """All that is said, but for when."""
    found = {}
    for question in QUESTIONS:
        answer = get(question)
        found[question] = answer.status_code, dict(answer.headers), answer.content
    return found


@pytest.mark.parametrize("step", STEPS)
def test_what_changes_is_seen_at_once(
    ledger: Ledger, get: Get, known: dict[str, Any], step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(monkeypatch):
        first = answers(get)
        assert answers(get) == first
    assert answers(get) == first
    STEPS[step](ledger, known)
    expected = answers(get)
    with remembering(monkeypatch):
        assert answers(get) == expected
        assert answers(get) == expected
    assert expected != first


def test_pages_of_a_walk_are_those_of_the_list(
    ledger: Ledger, get: Get, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk() -> list[bytes]:
        pages, cursor = [], ""
        while cursor is not None:
            answer = get(f"events?limit=1&locale=*{f'&cursor={cursor}' if cursor else ''}")
            pages.append(answer.content)
            cursor = answer.json()["next"]
        return pages

    with remembering(monkeypatch):
        first = [page.partition(b'"next"')[0] for page in walk()]
        assert [page.partition(b'"next"')[0] for page in walk()] == first
    assert [page.partition(b'"next"')[0] for page in walk()] == first
    assert len(first) == 4


@pytest.mark.parametrize("question", ["events", "events?city=halle-saale", "events?when=past", "events?count=none"])
def test_a_question_that_was_asked_before_reads_no_document(
    known: dict[str, Any], get: Get, question: str, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(monkeypatch):
        with django_assert_num_queries(1 + question.count("city")):
            first = get(question).content
        with django_assert_num_queries(1 + question.count("city")) as asked:
            assert get(question).content == first
    assert not any('"publishing_entry"."document"' in each["sql"] for each in asked)


def test_what_changed_meanwhile_is_read_in_two_queries(
    ledger: Ledger, get: Get, known: dict[str, Any], django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(monkeypatch):
        get("events")
        ledger.add("event", "Neu", starts_at=NOW)
        with django_assert_num_queries(2):
            get("events")
        with django_assert_num_queries(1):
            get("events")
