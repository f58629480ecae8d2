"""A process that has answered before says the same as one that has just begun, whatever is published in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.api import middleware
from cms.publishing.reading import memory, questions
from cms.publishing.reading.kept_answers import KeptAnswers
from cms.publishing.reading.memory import Memory
from cms.publishing.reading.state import state_at
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
    """As a server does, which reads without a transaction, and has answered others since the last change."""
    with monkeypatch.context() as patch:
        patch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
        state_at(timezone.now())
        yield


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has asked anything yet."""
    monkeypatch.setattr(questions, "_documents", Memory(most=100_000, size=len))
    monkeypatch.setattr(questions, "_counts", Memory(most=100))
    monkeypatch.setattr(middleware, "kept", KeptAnswers(most=10 * memory.MEGABYTE))


def answers(get: Get) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """All that is said, to who asks for the first time and to who has the answer already."""
    found = {}
    events = [each["id"] for each in get("events?locale=*&sort=title").json()["items"]]
    for question in (*QUESTIONS, *(f"events/{each}" for each in events)):
        answer = get(question)
        found[question] = answer.status_code, dict(answer.headers), answer.content
        for name, given in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"), ("If-Match", "ETag")):
            if value := answer.headers.get(given):
                same = get(question, **{name: value})
                found[f"{question} {name}"] = same.status_code, dict(same.headers), same.content
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
    known: dict[str, Any], get: Get, question: str, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    get("cities")
    with remembering(monkeypatch):
        with django_assert_max_num_queries(2 + question.count("city")):
            first = get(question).content
        with django_assert_max_num_queries(2 + question.count("city")) as asked:
            assert get(question).content == first
    assert not any('"publishing_entry"."document"' in each["sql"] for each in asked)


@pytest.mark.parametrize("question", ["events", "events?city=halle-saale", "events?count=none&limit=2", "event"])
@pytest.mark.parametrize("header", ["", "If-None-Match", "If-Modified-Since"])
def test_what_was_asked_twice_is_answered_whole(
    known: dict[str, Any],
    get: Get,
    question: str,
    header: str,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if question == "event":
        question = f"events/{known['fest'].pk}"
    first = get(question)
    given = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    headers = {header: given[header]} if header else {}
    wanted = get(question, **headers)
    with remembering(monkeypatch):
        get(question, **headers)
        get(question, **headers)
        with django_assert_num_queries(1):
            found = get(question, **headers)
    assert (found.status_code, found.headers, found.content) == (wanted.status_code, wanted.headers, wanted.content)


def test_who_kept_nothing_gets_the_body_after_those_who_did(
    known: dict[str, Any], get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = get("events")
    with remembering(monkeypatch):
        for _ in range(3):
            assert get("events", If_None_Match=first["ETag"]).status_code == 304
        assert get("events").content == first.content
        assert get("events", If_None_Match=first["ETag"]).status_code == 304
        assert get("events", If_Match='"another"').status_code == 412
        assert get("events", Accept_Language="en").json()["items"] != first.json()["items"]


def test_who_asks_another_host_or_by_another_method_is_answered_as_ever(
    known: dict[str, Any], get: Get, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(monkeypatch):
        kept = [get("events") for _ in range(3)][-1]
        assert client.get("/api/v1/events", headers={"Host": "anderswo.example"}).status_code == 400
        assert client.post("/api/v1/events").status_code == 405
        head = client.head("/api/v1/events")
        assert (head.content, head["Content-Length"], head["ETag"]) == (b"", kept["Content-Length"], kept["ETag"])


def test_what_changed_meanwhile_is_read_in_three_small_queries(
    ledger: Ledger, get: Get, known: dict[str, Any], django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remembering(monkeypatch):
        get("events")
        for _ in range(2):
            get("cities")
        ledger.add("event", "Neu", starts_at=NOW)
        # When the next date is due is read once for all questions.
        get("cities")
        with django_assert_num_queries(3):
            get("events")
        with django_assert_num_queries(1):
            get("events")


def test_a_date_that_passes_changes_the_order(
    ledger: Ledger, get: Get, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two dates the next one counts, until it is over."""
    day = dt.timedelta(days=1)
    course = ledger.add("event", "Kurs", starts_at=NOW + day / 2)
    type(course).objects.filter(pk=course.pk).update(ends_at=NOW + 2 * day, last_starts_at=NOW + 2 * day)
    for start in (NOW + day / 2, NOW + 2 * day):
        course.occurrence_rows.create(
            starts_at=start, ends_at=start + dt.timedelta(hours=1), exact=True, takes_place=True
        )
    with remembering(monkeypatch):
        titles = [[each["title"] for each in get("events").json()["items"]] for _ in range(3)][-1]
        monkeypatch.setattr(timezone, "now", lambda: NOW + 0.7 * day)
        later = [each["title"] for each in get("events").json()["items"]]
    assert titles == ["Runde", "Kurs", "Fest", "Konferenz"]
    assert later == ["Kurs", "Runde", "Fest", "Konferenz"]


def test_a_document_that_is_changed_while_a_list_is_read_is_read_with_the_list(
    ledger: Ledger, get: Get, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = questions._read_documents

    def late(keys: Any) -> Any:
        ledger.write(known["fest"], lead="Anders")
        return read(keys)

    with remembering(monkeypatch):
        monkeypatch.setattr(questions, "_read_documents", late)
        answer = get("events?sort=title&limit=1")
    assert answer.json()["items"][0]["lead"] == "Anders"
