"""What follows from a change, how far, and who is told: what is found is neither too much nor too little."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.content.models import City, CityProgrammePage, Person, Topic
from cms.publishing import consumer_runner, dependants, ledger, receivers
from cms.publishing.dependants import ThingKey
from cms.publishing.models import Counter
from cms.publishing.reading.sequence import current_sequence
from cms.publishing.serialising import key_of
from tests.publishing.conftest import document_of

Make = Callable[..., Any]


def test_where_nothing_was_numbered_yet_numbers_begin_with_one(db: None) -> None:
    Counter.objects.all().delete()
    assert [*ledger.next_sequences(3)] == [1, 2, 3]
    assert ledger.next_sequence() == 4
    assert current_sequence() == 4


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is left to a task, which is done by nobody here."""
    told: list[Any] = []
    task = SimpleNamespace(enqueue=lambda keys, *, quiet=False: told.append((keys, quiet)))
    monkeypatch.setattr(dependants, "refresh_task", task)
    return told


def test_few_are_built_at_once_and_many_by_a_task(
    event: Make, enqueued: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = sorted(key_of(event(name)) for name in ("Eins", "Zwei", "Drei"))
    monkeypatch.setattr(dependants, "AT_ONCE", 2)
    dependants.refresh(keys[:2])
    assert enqueued == []
    dependants.refresh(keys)
    with ledger.quietly():
        dependants.refresh(keys)
    many = [list(key) for key in keys]
    assert enqueued == [(many, False), (many, True)]
    dependants.refresh(keys, at_once=True)
    assert len(enqueued) == 2


def test_what_shows_itself_round_about_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shown_by: dict[ThingKey, ThingKey] = {(1, "1"): (1, "2"), (1, "2"): (1, "3"), (1, "3"): (1, "1")}
    built: list[ThingKey] = []

    def build(layer: set[ThingKey]) -> set[ThingKey]:
        built.extend(layer)
        assert len(built) < 10, "it goes round and round"
        return layer

    monkeypatch.setattr(dependants, "_spreading", build)
    monkeypatch.setattr(dependants, "_dependants", lambda layer: {shown_by[key] for key in layer})
    dependants.refresh([(1, "1")])
    assert built == [(1, "1"), (1, "2"), (1, "3")]


def test_what_only_has_the_same_number_is_not_followed(event: Make, programme: CityProgrammePage) -> None:
    """Keys are numbers, and things of two types may have the same."""
    olga = Person.objects.create(given_name="Olga", family_name="Beispiel", public_profile=True)
    page, other = event("Mit Olga", person=olga, programme=programme), event("Ohne")
    assert dependants.keys_of_dependants(olga) == {key_of(page)}
    assert key_of(programme) in dependants.keys_of_dependants(page)
    assert key_of(programme) not in dependants.keys_of_dependants(other)
    topic = Topic.objects.create(pk=olga.pk, name="Wohnen")
    another = Person.objects.create(given_name="Tarek", family_name="Beispiel")
    namesake = Person.objects.create(pk=page.pk, given_name="Ada", family_name="Beispiel")
    assert [dependants.keys_of_dependants(each) for each in (topic, another, namesake)] == [set()] * 3


def test_consumers_are_woken_once_after_a_transaction_whatever_else_waits_for_it(
    settled: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(
        consumer_runner, "catch_up_task", SimpleNamespace(enqueue=lambda: woken.append("woken")), raising=True
    )
    with django_capture_on_commit_callbacks(execute=True):
        transaction.on_commit(lambda: None)
        consumer_runner.notify()
        consumer_runner.notify()
    assert woken == ["woken"]


def test_that_they_cannot_be_woken_is_no_fault_of_who_published(
    settled: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def enqueue() -> None:
        raise OSError("the queue is away")

    monkeypatch.setattr(consumer_runner, "catch_up_task", SimpleNamespace(enqueue=enqueue))
    with django_capture_on_commit_callbacks(execute=True):
        consumer_runner.notify()
    (waiting,) = [robust for _, function, robust in connection.run_on_commit if function is consumer_runner._enqueue]
    assert waiting


def test_who_was_met_is_not_noted_again(settled: None) -> None:
    consumer_runner.notify()
    connection.run_on_commit.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        consumer_runner.notify()
    assert [query["sql"] for query in asked if query["sql"].startswith("INSERT")] == []


def test_a_draft_of_a_record_is_noted_without_building_anything(halle: City, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Any] = []
    monkeypatch.setattr(receivers, "synchronise", lambda thing, **options: built.append(thing))
    halle.name = "Halle an der Saale"
    halle.save_revision()
    assert built == []


def test_where_one_column_is_written_the_rest_of_what_lies_in_memory_is_not_published(db: None) -> None:
    topic = Topic.objects.create(name="Wohnen")
    topic.name = "Noch nicht gespeichert"
    topic.slug = "wohnen-und-leben"
    topic.save(update_fields=["slug"])
    assert document_of(topic)["name"] == "Wohnen"
