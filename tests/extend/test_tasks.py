"""Queued tasks run until they have succeeded, whatever kills their process or fails in them meanwhile."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.extend import leases, tasks
from cms.extend.leases import PATIENCE
from cms.extend.models import TaskRun
from cms.extend.queue import FIRST
from cms.extend.tasks import KEPT, TRIES, TaskWorker, run_queued_tasks

pytestmark = pytest.mark.django_db

ran: list[str] = []
trouble: list[BaseException] = []


@task()
def ring(bell: str, depth: int = 0) -> None:
    """Rings the bell, or has the trouble that is next."""
    if depth:
        higher(bell, depth)
    if trouble:
        raise trouble.pop()
    ran.append(bell)


def higher(bell: str, depth: int) -> None:
    """Rings it from further up."""
    ring.call(bell, depth=depth - 1)


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tasks wait for a worker, which lives within the test's own connection."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    ran.clear()
    trouble.clear()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


@contextmanager
def later(span: dt.timedelta) -> Iterator[None]:
    with time_machine.travel(timezone.now() + span, tick=False):
        yield


def work() -> None:
    run_queued_tasks(TaskWorker())


def status() -> str:
    return str(DBTaskResult.objects.get().status)


def test_each_runs_once(caplog: pytest.LogCaptureFixture) -> None:
    for bell in ("Dom", "Rathaus"):
        ring.enqueue(bell)
    work()
    work()
    assert ran == ["Dom", "Rathaus"]
    assert TaskRun.objects.filter(failures=0, claim="").count() == 2
    assert "failed" not in caplog.text


def test_one_that_fails_is_logged_and_tried_again_after_a_pause(caplog: pytest.LogCaptureFixture) -> None:
    trouble.append(ConnectionError("niemand da"))
    ring.enqueue("Dom")
    ring.enqueue("Rathaus")
    work()
    assert ran == ["Rathaus"]
    assert "niemand da" in caplog.text
    work()
    assert ran == ["Rathaus"]
    with later(dt.timedelta(seconds=11)):
        work()
    assert ran == ["Rathaus", "Dom"]
    assert {each.status for each in DBTaskResult.objects.all()} == {TaskResultStatus.SUCCESSFUL}


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("niemand da", "ConnectionError: niemand da"),
        ("deadlock detected\nDETAIL:  Process 1 waits\n  CONTEXT:  while", "ConnectionError: deadlock detected"),
        ("", "ConnectionError"),
    ],
)
def test_of_one_that_failed_it_is_told_what_was_raised(message: str, told: str) -> None:
    """The error itself stands at the end of a traceback that is longer than what is kept of it."""
    trouble.append(ConnectionError(*[message] * bool(message)))
    ring.enqueue("Dom", depth=20)
    work()
    assert TaskRun.objects.get().last_error == told


def test_one_that_never_succeeds_is_left_to_people_in_the_end() -> None:
    ring.enqueue("Dom")
    for hours in range(TRIES + 5):
        trouble[:] = [ConnectionError("niemand da")]
        with later(dt.timedelta(hours=hours)):
            work()
    assert (ran, status()) == ([], TaskResultStatus.FAILED)
    run = TaskRun.objects.get()
    assert run.failures == TRIES
    assert "niemand da" in run.last_error


@pytest.mark.parametrize("begun", ["claimed", "claimed and held"])
def test_one_whose_process_died_is_begun_anew(begun: str) -> None:
    ring.enqueue("Dom")
    DBTaskResult.objects.get().claim("gestorben")
    if begun == "claimed and held":
        key = DBTaskResult.objects.get().pk
        TaskRun.objects.create(pk=key, claim="gestorben", claimed_until=timezone.now() + PATIENCE)
    work()
    assert (ran, status()) == ([], TaskResultStatus.RUNNING)
    with later(PATIENCE + dt.timedelta(seconds=1)):
        work()
    assert (ran, status()) == (["Dom"], TaskResultStatus.SUCCESSFUL)


@pytest.mark.parametrize("died", ["before the lease", "after it"])
def test_one_whose_process_died_when_it_had_failed_is_tried_again(died: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ring.enqueue("Dom")
    trouble.append(ConnectionError("niemand da"))

    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if died == "after it":
            patch.setattr(tasks, "_try_again", killed)
        else:
            patch.setattr(leases.Held, "fail", killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert (ran, status()) == ([], TaskResultStatus.FAILED)
    for minutes in (1, 2):
        with later(dt.timedelta(minutes=minutes)):
            work()
    assert (ran, status()) == (["Dom"], TaskResultStatus.SUCCESSFUL)


def test_one_that_kills_every_process_is_left_to_people_in_the_end() -> None:
    ring.enqueue("Dom")
    key = DBTaskResult.objects.get().pk
    deaths = 0
    for minutes in range(0, 60 * (TRIES + 5), 30):
        with later(dt.timedelta(minutes=minutes)):
            if (result := DBTaskResult.objects.ready().first()) is not None:
                result.claim("gestorben")
                dead = {"claim": "gestorben", "claimed_until": timezone.now() + PATIENCE}
                TaskRun.objects.update_or_create(pk=key, defaults=dead)
                deaths += 1
        with later(dt.timedelta(minutes=minutes, seconds=21)):
            worker = TaskWorker()
            worker.running = False
            run_queued_tasks(worker)
            run = TaskRun.objects.get()
            assert (run.failures, run.last_error) == (deaths, "Der Prozess, der es ausführte, ist gestorben.")
    assert (ran, deaths, status()) == ([], TRIES, TaskResultStatus.FAILED)


def test_one_that_hangs_is_broken_off_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "LONGEST", dt.timedelta(seconds=0.2))
    monkeypatch.setitem(globals(), "higher", lambda bell, depth: time.sleep(60))
    ring.enqueue("Dom", depth=1)
    ring.enqueue("Rathaus")
    work()
    assert ran == ["Rathaus"]
    (run,) = TaskRun.objects.filter(failures=1)
    assert "dauerte länger als" in run.last_error
    assert DBTaskResult.objects.get(pk=run.pk).status == TaskResultStatus.READY


def test_one_that_takes_long_is_not_begun_twice() -> None:
    ring.enqueue("Dom")
    DBTaskResult.objects.get().claim("lebt")
    with later(dt.timedelta(hours=1)):
        key = DBTaskResult.objects.get().pk
        TaskRun.objects.create(pk=key, claim="lebt", claimed_until=timezone.now() + PATIENCE)
        work()
    assert (ran, status()) == ([], TaskResultStatus.RUNNING)


def test_a_worker_that_is_told_to_stop_finishes_its_task_and_begins_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = TaskWorker()
    run_task = TaskWorker.run_task

    def told(self: TaskWorker, result: Any) -> None:
        run_task(self, result)
        worker.running = False

    monkeypatch.setattr(TaskWorker, "run_task", told)
    for bell in ("Dom", "Rathaus"):
        ring.enqueue(bell)
    run_queued_tasks(worker)
    assert ran == ["Dom"]


def test_old_ones_are_forgotten_those_that_failed_for_good_later() -> None:
    ring.enqueue("Dom")
    work()
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.extend.test_tasks.ring",
        backend_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
    )
    with later(dt.timedelta(days=KEPT + 1)):
        work()
    assert status() == TaskResultStatus.FAILED
    assert not TaskRun.objects.exists()
    with later(dt.timedelta(days=4 * KEPT + 1)):
        work()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("state", ["running", "waits for its next try"])
def test_a_clock_that_is_put_back_holds_up_no_task(state: str) -> None:
    ring.enqueue("Dom")
    with later(dt.timedelta(hours=1, seconds=10)):
        if state == "running":
            DBTaskResult.objects.get().claim("gestorben")
        else:
            DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert (ran, status()) == (["Dom"], TaskResultStatus.SUCCESSFUL)


def test_what_readers_wait_for_comes_first_and_a_round_ends_soon() -> None:
    for bell in ("Dom", "Rathaus", "Turm"):
        ring.enqueue(bell)
    ring.using(priority=FIRST).enqueue("Feuer")
    run_queued_tasks(TaskWorker(turn=0))
    assert ran == ["Feuer"]
    run_queued_tasks(TaskWorker())
    assert ran == ["Feuer", "Dom", "Rathaus", "Turm"]
