"""A plugin's failure costs its part of an answer, never the answer; a point that fails again and again is paused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from cms.extend import PointFailed, guard
from cms.extend.guard import FAILURES, Guarded, resume, tracing
from cms.extend.models import Activation, PausedPoint
from cms.extend.points import RAISE
from cms.extend.reasons import in_english


def broken(thing: Any) -> str:
    raise ValueError("Stadt fehlt")


def under_guard(call: Any, fallback: Any = "") -> Guarded:
    return Guarded("kaputt", "search_fields.stadt.text", call, fallback)


def test_a_result_is_passed_on() -> None:
    assert under_guard(str.upper)("halle") == "HALLE"


def test_a_failure_gives_what_stands_in_and_names_the_plugin(caplog: pytest.LogCaptureFixture) -> None:
    assert under_guard(broken)("x") == ""
    assert "kaputt" in caplog.text


def test_what_is_made_step_by_step_fails_inside() -> None:
    def words(thing: Any) -> Iterator[str]:
        yield "eins"
        raise ValueError

    assert under_guard(words, ())("x") == ()


def test_where_nothing_can_stand_in_the_caller_is_told() -> None:
    with pytest.raises(PointFailed, match="kaputt"):
        under_guard(broken, RAISE)("x")


def test_developers_see_the_error_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITFASS_PLUGINS_STRICT", "1")
    with pytest.raises(ValueError, match="Stadt fehlt"):
        under_guard(broken)("x")


@pytest.mark.django_db
@pytest.mark.database
def test_a_database_error_in_a_transaction_costs_no_more_than_any_other() -> None:
    def ask(thing: Any) -> str:
        with connection.cursor() as cursor:
            Activation.objects.create(plugin="halb", site=1, enabled=True)
            cursor.execute("SELECT nothing FROM nowhere")
        return "nie"

    assert connection.in_atomic_block
    assert under_guard(ask, "leer")("x") == "leer"
    assert not Activation.objects.filter(plugin="halb").exists()


@pytest.mark.django_db
def test_a_point_that_fails_again_and_again_is_paused_until_it_is_resumed() -> None:
    calls: list[str] = []

    def count_and_fail(thing: str) -> str:
        calls.append(thing)
        raise ValueError("Stadt fehlt")

    point = under_guard(count_and_fail)
    for _ in range(FAILURES + 3):
        assert point("x") == ""
    assert len(calls) == FAILURES
    paused = PausedPoint.objects.get()
    assert (paused.plugin, paused.point) == ("kaputt", "search_fields.stadt.text")
    assert "Stadt fehlt" in paused.reason
    assert resume("kaputt", "search_fields.stadt.text")
    point("x")
    assert len(calls) == FAILURES + 1


@pytest.mark.django_db
def test_failures_that_lie_far_apart_do_not_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 500))
    for _ in range(FAILURES):
        monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
        under_guard(broken)("x")
        monkeypatch.undo()
    assert not PausedPoint.objects.exists()


@pytest.mark.django_db
def test_a_slow_point_gives_its_result_and_is_paused_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BUDGET", 0.0)
    for _ in range(FAILURES):
        assert under_guard(str.upper)("halle") == "HALLE"
    assert under_guard(str.upper)("halle") == ""
    paused = PausedPoint.objects.get()
    assert in_english(paused.why) == "its last call took 0.0 s, which is too long"
    with override("de"):
        assert str(paused.why) == "der letzte Aufruf dauerte 0,0 s, das ist zu lang"


def test_calls_can_be_traced() -> None:
    with tracing() as calls:
        under_guard(str.upper)("halle")
        under_guard(broken)("x")
    assert [(call.plugin, call.point) for call in calls] == [("kaputt", "search_fields.stadt.text")] * 2
    assert [call.error for call in calls] == ["", "ValueError('Stadt fehlt')"]
