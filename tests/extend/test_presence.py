"""A worker leaves word while it lives, seldom enough to cost nothing, and whoever asks learns when it was last seen."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest
import time_machine
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries

from cms.extend import presence
from cms.extend.models import JobRun

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_nobody_is_there_before_a_worker_has_been_seen() -> None:
    assert presence.last_seen() is None
    assert not presence.is_present(presence.last_seen())


@pytest.mark.django_db
def test_a_worker_is_seen_at_once_and_missed_after_a_while() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        with presence.kept_seen():
            assert presence.last_seen() == NOON
        for seconds, present in ((89, True), (2, False)):
            clock.shift(seconds)
            assert presence.is_present(presence.last_seen()) == present
        assert presence.last_seen() == NOON


@pytest.mark.django_db
def test_word_is_not_written_anew_within_half_a_minute(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        presence.leave_word()
        clock.shift(29)
        with django_assert_num_queries(1):
            presence.leave_word()
        clock.shift(1)
        presence.leave_word()
        assert presence.last_seen() == NOON + dt.timedelta(seconds=30)
        assert JobRun.objects.count() == 1


@pytest.mark.django_db
def test_word_from_before_the_clock_was_put_back_is_none() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        presence.leave_word()
        clock.move_to(NOON - dt.timedelta(hours=1))
        assert not presence.is_present(presence.last_seen())
        presence.leave_word()
        assert presence.is_present(presence.last_seen())


def test_it_is_seen_while_one_step_takes_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []
    monkeypatch.setattr(presence, "EVERY", dt.timedelta(seconds=0.01))
    monkeypatch.setattr(presence, "leave_word", lambda: words.append(threading.current_thread().name))
    with presence.kept_seen():
        deadline = time.monotonic() + 20
        while words.count("presence") < 2:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    left = len(words)
    time.sleep(0.1)
    assert len(words) == left


def test_a_database_that_is_away_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> dt.datetime:
        raise DatabaseError("niemand da")

    monkeypatch.setattr(presence, "last_seen", away)
    presence.leave_word()
    assert "niemand da" in caplog.text
