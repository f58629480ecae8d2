"""Consumers get every change, in order; one that fails disturbs nobody and catches up later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.utils import timezone

from cms.publishing import consumer_runner, consumers
from cms.publishing.consumers import Consumer
from cms.publishing.models import Cursor, Entry
from cms.publishing.reading.sequence import current_sequence
from tests.publishing.rows import Rows

Make = Callable[..., Any]


class Listener:
    def __init__(self) -> None:
        self.seen: list[int] = []
        self.broken = False

    def __call__(self, entries: Sequence[Entry]) -> None:
        if self.broken:
            raise ConnectionError("niemand da")
        self.seen += [entry.sequence for entry in entries]


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    listener = Listener()
    monkeypatch.setattr(consumers, "_consumers", {})
    consumers.register(Consumer(name="ohr", handle=listener, batch=2))
    return listener


def test_a_consumer_reads_everything_in_order_and_in_batches(event: Make, listener: Listener) -> None:
    for theme in ("Eins", "Zwei", "Drei"):
        event(theme)
    consumer_runner.catch_up_all()
    assert listener.seen == sorted(listener.seen)
    assert listener.seen[-1] == current_sequence()
    assert Cursor.objects.get(pk="ohr").sequence == current_sequence()


def test_it_goes_on_where_it_stopped(event: Make, listener: Listener) -> None:
    event("Eins")
    consumer_runner.catch_up_all()
    count = len(listener.seen)
    page = event("Zwei")
    consumer_runner.catch_up_all()
    assert listener.seen[count:] == sorted(listener.seen[count:])
    page.unpublish()
    consumer_runner.catch_up_all()
    assert listener.seen[-1] == current_sequence()


def test_publishing_wakes_it_after_the_commit(
    event: Make, listener: Listener, settled: None, django_capture_on_commit_callbacks: Make
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        event()
        assert listener.seen == []
    assert listener.seen[-1] == current_sequence()


def test_a_failing_consumer_disturbs_nobody_and_catches_up(
    event: Make,
    listener: Listener,
    settled: None,
    django_capture_on_commit_callbacks: Make,
    caplog: pytest.LogCaptureFixture,
) -> None:
    listener.broken = True
    with django_capture_on_commit_callbacks(execute=True):
        page = event()
    cursor = Cursor.objects.get(pk="ohr")
    assert (cursor.sequence, cursor.failures > 0, "niemand da" in cursor.last_error) == (0, True, True)
    assert page.live
    listener.broken = False
    consumer_runner.catch_up_all()
    assert listener.seen[-1] == current_sequence()
    assert Cursor.objects.get(pk="ohr").failures == 0


def test_the_lag_is_known(event: Make, listener: Listener) -> None:
    event()
    behind = consumer_runner.lag(Consumer(name="ohr", handle=listener))
    assert behind == Entry.objects.count()
    consumer_runner.catch_up_all()
    assert consumer_runner.lag(Consumer(name="ohr", handle=listener)) == 0


def test_only_one_process_reads_on_at_a_time(event: Make, listener: Listener) -> None:
    event()
    soon = timezone.now() + dt.timedelta(minutes=1)
    Cursor.objects.create(consumer="ohr", claim="eine andere", claimed_until=soon)
    consumer_runner.catch_up_all()
    assert listener.seen == []


def test_a_reader_that_died_is_replaced(event: Make, listener: Listener) -> None:
    event()
    past = timezone.now() - dt.timedelta(minutes=1)
    Cursor.objects.create(consumer="ohr", claim="eine andere", claimed_until=past)
    consumer_runner.catch_up_all()
    assert listener.seen[-1] == current_sequence()


def test_who_lost_the_claim_stops(event: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for theme in ("Eins", "Zwei", "Drei"):
        event(theme)
    seen: list[int] = []

    def overtaken(entries: Sequence[Entry]) -> None:
        seen.extend(entry.sequence for entry in entries)
        soon = timezone.now() + dt.timedelta(minutes=1)
        Cursor.objects.filter(pk="ohr").update(claim="eine andere", claimed_until=soon)

    monkeypatch.setattr(consumers, "_consumers", {})
    consumers.register(Consumer(name="ohr", handle=overtaken, batch=1))
    consumer_runner.catch_up_all()
    assert len(seen) == 1
    assert Cursor.objects.get(pk="ohr").sequence == 0


def test_what_is_published_while_one_reads_is_read_too(event: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def publishing(entries: Sequence[Entry]) -> None:
        if not seen:
            event("Mittendrin")
        seen.extend(entry.sequence for entry in entries)

    monkeypatch.setattr(consumers, "_consumers", {})
    consumers.register(Consumer(name="ohr", handle=publishing))
    event("Vorher")
    consumer_runner.catch_up_all()
    assert seen[-1] == current_sequence()


class Messenger:
    """Acts on the world; what it is told of these titles fails."""

    def __init__(self, *refused: str) -> None:
        self.refused = {*refused}
        self.told: list[str] = []

    def __call__(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.title in self.refused:
                raise ConnectionError(f"{entry.title} kommt nicht an")
            self.told.append(entry.title)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Consumer]:
    """Registers this consumer and nobody else."""

    def alone(handle: Any, **options: Any) -> Consumer:
        monkeypatch.setattr(consumers, "_consumers", {})
        monkeypatch.setattr(consumers, "_sources", [])
        consumers.register(Consumer(name="ohr", handle=handle, **options))
        return consumers.registered()[0]

    return alone


def test_its_failures_are_counted_from_the_last_success_on(ledger: Rows, alone: Callable[..., Consumer]) -> None:
    """Of a batch, what was told before does not go out again, and what fails then fails for the first time."""
    messenger = Messenger("Eins")
    consumer = alone(messenger, acts=True)
    Cursor.objects.create(consumer="ohr", sequence=0)
    for title in ("Eins", "Zwei", "Drei"):
        ledger.add("event", title)
    for _ in range(2):
        Cursor.objects.update(next_try_at=None)
        with pytest.raises(ConnectionError):
            consumer_runner.catch_up(consumer)
    assert Cursor.objects.get().failures == 2
    messenger.refused = {"Drei"}
    Cursor.objects.update(next_try_at=None)
    with pytest.raises(ConnectionError, match="Drei"):
        consumer_runner.catch_up(consumer)
    cursor = Cursor.objects.get()
    assert (messenger.told, cursor.failures) == (["Eins", "Zwei"], 1)
    assert "Drei" in cursor.last_error


def test_while_it_reads_on_nothing_is_wrong_any_more(ledger: Rows, alone: Callable[..., Consumer]) -> None:
    """What staff see while a long batch is told."""
    seen: list[tuple[int, str, bool]] = []
    began = timezone.now()

    def tell(entries: Sequence[Entry]) -> None:
        cursor = Cursor.objects.get()
        seen.append((cursor.failures, cursor.last_error, cursor.updated_at >= began))

    consumer = alone(tell, acts=True)
    Cursor.objects.create(consumer="ohr", failures=3, last_error="niemand da")
    Cursor.objects.update(updated_at=began - dt.timedelta(days=1))
    ledger.add("event", "Eins")
    ledger.add("event", "Zwei")
    consumer_runner.catch_up(consumer)
    assert seen == [(3, "niemand da", False), (0, "", True)]


def test_who_lost_the_claim_in_the_middle_of_a_batch_tells_nothing_more(
    ledger: Rows, alone: Callable[..., Consumer]
) -> None:
    told: list[str] = []

    def overtaken(entries: Sequence[Entry]) -> None:
        told.extend(entry.title for entry in entries)
        soon = timezone.now() + dt.timedelta(minutes=1)
        Cursor.objects.update(claim="eine andere", claimed_until=soon)

    consumer = alone(overtaken, acts=True)
    Cursor.objects.create(consumer="ohr")
    for title in ("Eins", "Zwei", "Drei"):
        ledger.add("event", title)
    consumer_runner.catch_up(consumer)
    assert told == ["Eins"]


def test_one_that_acts_lets_others_go_on_after_a_while(
    ledger: Rows, alone: Callable[..., Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a reaction that publishes what it is told of anew, which would never come to an end."""
    told: list[str] = []

    def echo(entries: Sequence[Entry]) -> None:
        told.extend(entry.title for entry in entries)
        assert len(told) < 9
        ledger.add("event", f"{entries[-1].title}!")

    monkeypatch.setattr(consumer_runner, "TURN", 0.0)
    consumer = alone(echo, acts=True)
    Cursor.objects.create(consumer="ohr")
    ledger.add("event", "Eins")
    for _ in range(3):
        consumer_runner.catch_up(consumer)
    assert told == ["Eins", "Eins!", "Eins!!"]
    assert not Cursor.objects.get().claim


def test_who_knows_how_far_it_is_reads_on_from_there(ledger: Rows, alone: Callable[..., Consumer]) -> None:
    listener = Listener()
    entries = [ledger.add("event", title) for title in ("Eins", "Zwei", "Drei")]
    consumer = alone(listener, position=lambda: (listener.seen or [entries[0].sequence])[-1])
    assert consumer_runner.lag(consumer) == 2
    consumer_runner.catch_up(consumer)
    assert listener.seen == [entry.sequence for entry in entries[1:]]


def test_who_cannot_tell_how_far_it_is_has_failed(ledger: Rows, alone: Callable[..., Consumer]) -> None:
    def gone() -> int:
        raise ConnectionError("der Index ist fort")

    consumer = alone(Listener(), position=gone)
    ledger.add("event", "Eins")
    with pytest.raises(ConnectionError):
        consumer_runner.catch_up(consumer)
    cursor = Cursor.objects.get()
    assert (cursor.failures, "der Index ist fort" in cursor.last_error) == (1, True)


def test_those_wait_for_a_change_that_act_and_have_not_read_as_far(
    ledger: Rows, alone: Callable[..., Consumer]
) -> None:
    alone(Listener())
    for name in ("brief", "anruf", "zettel"):
        consumers.register(Consumer(name=name, handle=Messenger(), acts=True))
    for name, read in {"ohr": 1, "brief": 4, "anruf": 5, "zettel": 6, "ausgezogen": 1}.items():
        Cursor.objects.create(consumer=name, sequence=read)
    assert consumer_runner.waiting_for(6) == ["anruf", "brief"]


def test_who_acts_and_was_never_met_is_not_behind(ledger: Rows, alone: Callable[..., Consumer]) -> None:
    """It begins at the end that the ledger has when it is met."""
    ledger.add("event", "Eins")
    assert consumer_runner.lag(alone(Messenger(), acts=True)) == 0
    assert consumer_runner.lag(alone(Listener())) == 1


def test_who_acts_is_told_of_one_at_a_time_and_all_others_of_a_batch(
    ledger: Rows, alone: Callable[..., Consumer]
) -> None:
    batch = [ledger.add("event", title) for title in ("Eins", "Zwei", "Drei")]
    but_one = {"concerns": lambda entry: entry.title != "Zwei"}
    assert list(alone(Listener(), **but_one).portions(batch)) == [[batch[0], batch[2]]]
    assert list(alone(Messenger(), acts=True, **but_one).portions(batch)) == [[batch[0]], [batch[2]]]
    assert list(alone(Listener(), concerns=lambda entry: False).portions(batch)) == []
