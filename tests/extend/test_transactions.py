"""A plugin's function stores things in the transaction of whoever calls it, and no more: it ends none, and what it wants done after the
commit fails for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.signals import Signal

from cms.extend import guard, transactions
from cms.extend.guard import FAILURES, Guarded
from cms.extend.models import JobRun, PausedPoint
from cms.extend.outages import TransactionLost
from cms.extend.receivers import GuardedReceiver
from cms.publishing import consumer_runner

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Commit = Callable[..., Any]


def under_guard(call: Any, *, has_savepoint: bool = True) -> Guarded:
    return Guarded("kaputt", "before_save.x.prepare", call, "", has_savepoint)


def fail() -> None:
    raise SystemExit(3)


def store(name: str) -> None:
    JobRun.objects.create(plugin="kaputt", job=name)


def stored() -> list[str]:
    return sorted(JobRun.objects.values_list("job", flat=True))


@pytest.mark.parametrize("has_savepoint", [True, False])
@pytest.mark.parametrize("robust", [True, False])
def test_what_it_wants_done_after_the_commit_fails_for_itself(
    has_savepoint: bool, robust: bool, django_capture_on_commit_callbacks: Commit, caplog: pytest.LogCaptureFixture
) -> None:
    def ask() -> str:
        transaction.on_commit(partial(store, "zuerst"))
        transaction.on_commit(fail, robust=robust)
        transaction.on_commit(partial(store, "danach"))
        return "gut"

    with django_capture_on_commit_callbacks(execute=True):
        assert under_guard(ask, has_savepoint=has_savepoint)() == "gut"
        transaction.on_commit(partial(store, "von uns"))
    assert stored() == ["danach", "von uns", "zuerst"]
    assert caplog.messages == ["The plugin kaputt failed in before_save.x.prepare."]


def test_its_failures_count_and_what_is_wanted_is_done_all_the_same(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    point = under_guard(lambda: transaction.on_commit(fail))
    with django_capture_on_commit_callbacks(execute=True):
        under_guard(lambda: transaction.on_commit(partial(store, "immer")))()
        for _ in range(FAILURES):
            point()
            transaction.on_commit(partial(guard.pause, "kaputt", "before_save.x.prepare", "", None))
    assert PausedPoint.objects.get().point == "before_save.x.prepare"
    assert stored() == ["immer"]


def test_so_it_is_with_what_receivers_want(
    django_capture_on_commit_callbacks: Commit, caplog: pytest.LogCaptureFixture
) -> None:
    def on_saved(**given: Any) -> None:
        transaction.on_commit(fail)

    signal = Signal()
    signal.connect(GuardedReceiver("kaputt", on_saved), weak=False)
    with django_capture_on_commit_callbacks(execute=True):
        signal.send(sender=JobRun)
    assert caplog.messages == ["The plugin kaputt failed in signals.on_saved."]


def test_what_fails_wants_nothing_any_more(django_capture_on_commit_callbacks: Commit) -> None:
    def ask() -> None:
        transaction.on_commit(partial(store, "nie"))
        fail()

    with django_capture_on_commit_callbacks(execute=True) as wanted:
        under_guard(ask)()
    assert wanted == []


def test_what_the_core_wants_meanwhile_is_known_again() -> None:
    """It is asked for once, though a plugin's code was around it."""
    under_guard(consumer_runner.notify)()
    consumer_runner.notify()
    assert transactions.wanted_after_commit().count(consumer_runner._enqueue) == 1


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


ENDS: dict[str, Callable[[], Any]] = {
    **{
        sql: partial(execute, sql)
        for sql in (
            "COMMIT",
            "rollback",
            " ;\n END",
            "/* x */ ROLLBACK WORK",
            "-- x\nBEGIN",
            "ABORT",
            "SELECT 1;\nCOMMIT",
        )
    },
    "close": lambda: connection.close(),
    "raw commit": lambda: connection.connection.commit(),
    "raw rollback": lambda: connection.connection.rollback(),
    "raw close": lambda: connection.connection.close(),
    "commit": lambda: connection.commit(),
    "rollback": lambda: transaction.rollback(),
    "autocommit": lambda: transaction.set_autocommit(True),
}


@pytest.mark.parametrize("has_savepoint", [True, False])
@pytest.mark.parametrize("end", ENDS)
def test_it_cannot_end_the_transaction(end: str, has_savepoint: bool, caplog: pytest.LogCaptureFixture) -> None:
    def ask() -> str:
        if has_savepoint:
            store("von ihr")
        ENDS[end]()
        return "nie"

    with transaction.atomic():
        store("von uns")
        assert under_guard(ask, has_savepoint=has_savepoint)() == ""
        store("danach")
    assert stored() == ["danach", "von uns"]
    assert caplog.messages == ["The plugin kaputt failed in before_save.x.prepare."]


def test_it_may_have_savepoints_and_transactions_of_its_own_within() -> None:
    def ask() -> None:
        store("eins")
        with transaction.atomic():
            store("zwei")
            transaction.set_rollback(True)
        under_guard(partial(store, "drei"))()
        savepoint = transaction.savepoint()
        store("vier")
        transaction.savepoint_rollback(savepoint)

    under_guard(ask)()
    assert stored() == ["drei", "eins"]


def test_afterwards_the_connection_is_as_it_was() -> None:
    def ask() -> None:
        connection.execute_wrappers.append(lambda *given: 1 / 0)

    before = list(connection.execute_wrappers)
    under_guard(ask)()
    assert connection.execute_wrappers == before
    assert "close" not in vars(transaction.get_connection())
    assert not {*vars(connection.connection)} & {*transactions.REFUSED}


@pytest.mark.parametrize("raises", [True, False])
def test_where_it_gets_round_that_nothing_is_stored_and_whoever_asked_is_told(
    raises: bool, caplog: pytest.LogCaptureFixture
) -> None:
    def ask() -> None:
        # What Django finds where the savepoint is gone.
        transaction.get_connection().needs_rollback = True
        if raises:
            fail()

    @transaction.atomic
    def publish() -> None:
        store("von uns")
        under_guard(under_guard(ask, has_savepoint=False), has_savepoint=False)()

    with pytest.raises(TransactionLost, match=r"^The plugin kaputt ended the transaction in before_save\.x\.prepare"):
        publish()
    assert stored() == []
    assert caplog.messages == ["The plugin kaputt failed in before_save.x.prepare."]
    connection.needs_rollback = False
