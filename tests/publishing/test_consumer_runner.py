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
