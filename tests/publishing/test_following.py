"""Consumers get every change, in order; one that fails disturbs nobody and catches up later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from cms.publishing import consumers, following
from cms.publishing.consumers import Consumer
from cms.publishing.entries import current_sequence
from cms.publishing.models import Cursor, Entry

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
    following.catch_up_all()
    assert listener.seen == sorted(listener.seen)
    assert listener.seen[-1] == current_sequence()
    assert Cursor.objects.get(pk="ohr").sequence == current_sequence()


def test_it_goes_on_where_it_stopped(event: Make, listener: Listener) -> None:
    event("Eins")
    following.catch_up_all()
    count = len(listener.seen)
    page = event("Zwei")
    following.catch_up_all()
    assert listener.seen[count:] == sorted(listener.seen[count:])
    page.unpublish()
    following.catch_up_all()
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
    following.catch_up_all()
    assert listener.seen[-1] == current_sequence()
    assert Cursor.objects.get(pk="ohr").failures == 0


def test_the_lag_is_known(event: Make, listener: Listener) -> None:
    event()
    behind = following.lag(Consumer(name="ohr", handle=listener))
    assert behind == Entry.objects.count()
    following.catch_up_all()
    assert following.lag(Consumer(name="ohr", handle=listener)) == 0
