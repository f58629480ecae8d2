"""A plugin's failure costs its part of an answer, never the answer; a point that fails again and again is paused."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from itertools import repeat
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.utils.translation import override

from cms.extend import PointFailed, guard, outages
from cms.extend.guard import FAILURES, Guarded, resume
from cms.extend.limits import limited
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
    assert caplog.messages == ["The plugin kaputt failed in search_fields.stadt.text."]


def test_the_function_gets_what_was_given_by_name_as_well() -> None:
    assert under_guard(dict)([("stadt", "Halle")], land="DE") == {"stadt": "Halle", "land": "DE"}


def test_that_the_database_is_busy_is_not_the_fault_of_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A restart of the database would otherwise pause whatever was asked meanwhile."""
    monkeypatch.setattr(outages, "connection", SimpleNamespace(vendor="postgresql", connection=None))
    told: list[Any] = []
    monkeypatch.setattr(guard, "failed", lambda *args, **kwargs: told.append(args))

    def unreachable(thing: Any) -> str:
        raise OperationalError("connection refused")

    for _ in range(FAILURES):
        with pytest.raises(OperationalError):
            under_guard(unreachable)("x")
    assert told == []


def test_a_mistake_in_a_question_is(monkeypatch: pytest.MonkeyPatch) -> None:
    alive = SimpleNamespace(closed=False)
    monkeypatch.setattr(outages, "connection", SimpleNamespace(vendor="postgresql", connection=alive))

    def mistaken(thing: Any) -> str:
        raise OperationalError("canceling statement due to statement timeout")

    assert under_guard(mistaken)("x") == ""


def test_what_is_made_step_by_step_fails_inside() -> None:
    def words(thing: Any) -> Iterator[str]:
        yield "eins"
        raise ValueError

    assert under_guard(words, ())("x") == ()


def test_what_is_made_step_by_step_is_given_whole() -> None:
    assert under_guard(iter)(["eins", "zwei"]) == ("eins", "zwei")


def test_what_is_made_step_by_step_comes_to_an_end() -> None:
    assert under_guard(lambda: repeat("x"), ())() == ()


def test_where_nothing_can_stand_in_the_caller_is_told() -> None:
    with pytest.raises(PointFailed, match=r"^kaputt: search_fields\.stadt\.text failed$") as told:
        under_guard(broken, RAISE)("x")
    assert isinstance(told.value.__cause__, ValueError)


@pytest.mark.django_db
def test_the_caller_is_told_as_well_that_the_point_is_paused() -> None:
    guard.pause("kaputt", "search_fields.stadt.text", "Stadt fehlt", None)
    with pytest.raises(PointFailed, match=r"^kaputt: search_fields\.stadt\.text is paused$"):
        under_guard(str.upper, RAISE)("x")


def test_what_would_come_later_is_refused_with_a_word_to_its_author(caplog: pytest.LogCaptureFixture) -> None:
    async def later(thing: Any) -> str:
        return "nie"

    assert under_guard(later)("x") == ""
    assert "TypeError: it is async; give an ordinary function" in caplog.text


def test_what_hangs_is_broken_off_and_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LONGEST", dt.timedelta(seconds=0.1))

    def hang(thing: Any) -> str:
        time.sleep(60)
        return "nie"

    began = time.monotonic()
    with guard.noticing() as lacking:
        assert limited(dt.timedelta(minutes=5), under_guard(hang), "x") == ""
    assert time.monotonic() - began < 10
    assert "wurde abgebrochen" in lacking["kaputt search_fields.stadt.text"]


def test_what_stood_in_is_noticed_by_the_name_of_its_point() -> None:
    with guard.noticing() as lacking:
        under_guard(str.upper)("halle")
        assert lacking == {}
        under_guard(broken)("x")
    assert lacking == {"kaputt search_fields.stadt.text": "ValueError('Stadt fehlt')"}
    under_guard(broken)("x")
    assert len(lacking) == 1, "nobody looks any more"


def finish(result: str) -> str:
    if not result:
        raise ValueError("leer")
    return f"{result}!"


def test_a_result_is_finished_under_the_same_guard() -> None:
    point = guard.finished(under_guard(str.strip, "nichts"), finish)
    assert point(" Halle ") == "Halle!"
    assert point(" ") == "nichts", "a result that does not fit is the plugin's failure"
    assert guard.finished(under_guard(dict), lambda made: sorted(made))(b=1, a=2) == ["a", "b"]


def test_what_has_no_guard_is_finished_without_one() -> None:
    point = guard.finished(str.strip, finish)
    assert point(" Halle ") == "Halle!"
    with pytest.raises(ValueError, match="leer"):
        point(" ")


def test_the_function_itself_can_be_had() -> None:
    assert guard.unguarded(under_guard(broken)) is broken
    assert guard.unguarded(broken) is broken


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
@pytest.mark.parametrize(("seconds", "paused"), [(guard.WITHIN, True), (guard.WITHIN + 1, False)])
def test_failures_pause_only_when_the_first_was_not_long_ago(
    monkeypatch: pytest.MonkeyPatch, seconds: float, paused: bool
) -> None:
    moments = iter([0.0, *([seconds] * (FAILURES - 1))])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    for _ in range(FAILURES):
        guard.failed("kaputt", "search_fields.stadt.text")
    assert PausedPoint.objects.exists() == paused


@pytest.mark.django_db
def test_resuming_forgets_the_failures_so_far_and_touches_no_other_pause() -> None:
    for plugin, point in (("kaputt", "jobs.laut"), ("heil", "search_fields.stadt.text")):
        guard.pause(plugin, point, "Stadt fehlt", None)
    assert not resume("kaputt", "search_fields.stadt.text"), "it was not paused"
    for _ in range(2):
        for _ in range(FAILURES - 1):
            under_guard(broken)("x")
        assert not resume("kaputt", "search_fields.stadt.text")
    assert guard.paused() == {"kaputt jobs.laut", "heil search_fields.stadt.text"}


@pytest.mark.django_db
def test_the_log_says_what_is_paused_and_why_once_and_not_at_any_length(caplog: pytest.LogCaptureFixture) -> None:
    guard.pause("kaputt", "jobs.laut", "Stadt fehlt", None)
    assert caplog.messages == ["The plugin kaputt is paused in jobs.laut: its last error was Stadt fehlt"]
    guard.pause("kaputt", "jobs.leise", "x" * 5000, None)
    assert PausedPoint.objects.get(point="jobs.leise").reason == "x" * 2000


@pytest.mark.django_db
def test_a_pause_that_cannot_be_stored_is_told_in_the_log_and_holds_here(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(**values: Any) -> None:
        raise DatabaseError("niemand da")

    monkeypatch.setattr(PausedPoint.objects, "get_or_create", away)
    guard.pause("kaputt", "jobs.laut", "Stadt fehlt", None)
    assert caplog.messages[-1] == "That kaputt is paused in jobs.laut holds for this process alone: niemand da"
    point = Guarded("kaputt", "jobs.laut", str.upper, "")
    assert point("halle") == ""
    resume("kaputt", "jobs.laut")
    assert point("halle") == "HALLE"


@pytest.mark.django_db
def test_failures_that_lie_far_apart_do_not_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 500))
    for _ in range(FAILURES):
        monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
        under_guard(broken)("x")
        monkeypatch.undo()
    assert not PausedPoint.objects.exists()


@pytest.mark.django_db
def test_a_slow_point_gives_its_result_and_is_paused_in_the_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard, "BUDGET", 0.0)
    for _ in range(FAILURES):
        assert under_guard(str.upper)("halle") == "HALLE"
    assert caplog.messages[0] == "The plugin kaputt took 0.0 s in search_fields.stadt.text."
    assert under_guard(str.upper)("halle") == ""
    paused = PausedPoint.objects.get()
    assert in_english(paused.why) == "its last call took 0.0 s, which is too long"
    with override("de"):
        assert str(paused.why) == "der letzte Aufruf dauerte 0,0 s, das ist zu lang"
