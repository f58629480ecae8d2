"""Once the worker is told to end it finishes the one thing that it has begun, or gives it up, and begins no other: nobody's failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.extend import limits
from cms.extend.limits import ToldToEnd, end_soon
from cms.extend.models import TaskRun
from cms.extend.tasks import TaskWorker, run_queued_tasks
from cms.management.commands import worker
from cms.publishing import consumer_runner, dependants, ledger, rebuilding
from cms.publishing.incomplete_documents import note
from cms.publishing.models import Cursor, IncompleteDocument, Overdue
from cms.publishing.publish_scheduled import publish_scheduled
from cms.publishing.scheduled import finish
from cms.publishing.serialising import key_of
from tests.publishing.test_scheduled import editor as editor
from tests.publishing.test_scheduled import scheduled as scheduled

pytestmark = pytest.mark.django_db

Make = Callable[..., Any]
Wait = Callable[[], list[Any]]


@pytest.fixture
def told_while_it_waits(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """From now on each thing that is brought up to date waits for a lock, and the process is told to end; what was begun."""
    begun: list[Any] = []

    def wait(thing: Any, **named: Any) -> Any:
        begun.append(thing)
        end_soon()
        time.sleep(30)

    def now() -> list[Any]:
        monkeypatch.setattr(limits, "_is_ending", False)
        monkeypatch.setattr(limits, "GRACE", 0.1)
        monkeypatch.setattr(ledger, "update_entry", wait)
        return begun

    return now


@pytest.fixture
def events(event: Make) -> list[Any]:
    """Two whose documents lack something, and are due."""
    events = [event("Alte Meister"), event("Buchdruck")]
    for page in events:
        note(page, {"press facets.x.values": "fehlt"})
    IncompleteDocument.objects.update(due_at=timezone.now())
    return events


def test_of_what_is_due_it_gives_up_one_and_tells_no_editor(
    scheduled: Make, told_while_it_waits: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    for theme in ("Alte Meister", "Buchdruck", "Chorgesang"):
        scheduled(theme)
    begun = told_while_it_waits()
    with pytest.raises(ToldToEnd):
        publish_scheduled()
    assert (len(begun), mail.outbox, caplog.messages) == (1, [], [])
    assert not Overdue.objects.exclude(failures=0, claim="").exists()


@pytest.mark.parametrize("go_on", [rebuilding.rebuild, finish], ids=["rebuild", "finish"])
def test_wherever_each_is_for_itself_it_begins_no_other(
    go_on: Callable[[], Any], events: list[Any], told_while_it_waits: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    begun = told_while_it_waits()
    with pytest.raises(ToldToEnd):
        go_on()
    assert (len(begun), caplog.messages) == (1, [])


def test_no_consumer_reads_on(events: list[Any], told_while_it_waits: Wait) -> None:
    told_while_it_waits()
    end_soon()
    with pytest.raises(ToldToEnd):
        consumer_runner.catch_up_all()
    assert not Cursor.objects.exclude(failures=0, claim="").exists()


def test_a_task_that_is_given_up_waits_as_before(
    events: list[Any],
    told_while_it_waits: Wait,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    begun = told_while_it_waits()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        dependants.refresh_task.enqueue([list(key_of(page)) for page in events])
        run_queued_tasks(TaskWorker(turn=0))
    assert (len(begun), caplog.messages) == (1, [])
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    assert not TaskRun.objects.exclude(failures=0, claim="").exists()


def test_the_round_ends_without_a_word(
    events: list[Any], told_while_it_waits: Wait, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    told_while_it_waits()
    end_soon()
    rounds: Any = SimpleNamespace(are_over=False, run_tasks=None, breathe=None)
    with pytest.raises(ToldToEnd):
        worker.run_due()
    worker.work_round(rounds)
    assert caplog.messages == []
