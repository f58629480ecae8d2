"""Runs queued tasks, each until it has succeeded: one whose process died is begun anew, one that fails is tried again after a pause."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from math import inf
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.extend.leases import LONGEST_PAUSE, PATIENCE, count_dead, free, hold
from cms.extend.limits import Misbehaved, ToldToEnd, limited
from cms.extend.models import TaskRun
from cms.extend.untouched import given_back

log = logging.getLogger(__name__)

LONGEST = dt.timedelta(hours=1)
"""How long a task may take."""
TRIES = 20
"""How often a task is tried, over about half a day, until it is left to people."""
KEPT = 7
"""Days for which tasks that have succeeded are kept; those that failed for good stay four times as long."""


class TaskFailed(Exception):
    """A task has failed; the text is its traceback."""

    def __repr__(self) -> str:
        """What was raised: the line after the last frame. The whole is long, and would be cut off just before it."""
        last = str(self).rpartition('\n  File "')[2].splitlines()[1:]
        return next((line for line in last if line[:1].strip()), str(self))


class TaskWorker(Worker):
    """Runs each task while it holds the task's lease; begins none after this turn, in seconds."""

    def __init__(self, *, turn: float = inf) -> None:
        self._until = monotonic() + turn
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: Any) -> None:
        """Runs the task; one that fails, or takes longer than it may, is logged, and waits for its next try. One that gives up because the
        process is to end waits as before.
        """
        run, _created = TaskRun.objects.get_or_create(pk=db_task_result.pk)
        db_task_result.set_failed = partial(_fail, db_task_result.set_failed)
        try:
            with hold(TaskRun.objects.filter(pk=run.pk)) as lease:
                if lease:
                    try:
                        with given_back(f"The task {db_task_result.task_path}"):
                            limited(LONGEST, super().run_task, db_task_result, ends_early=False)
                    except Misbehaved as error:
                        db_task_result.set_failed(error)
                    if db_task_result.status == TaskResultStatus.FAILED:
                        raise TaskFailed(db_task_result.traceback)
        except TaskFailed as failed:
            log.error("The task %s failed:\n%s", db_task_result.task_path, failed)
            _try_again(db_task_result)
        except ToldToEnd:
            _queue(db_task_result, at=timezone.now())
        if monotonic() >= self._until:
            self.running = False


def _fail(set_failed: Callable[[BaseException], None], error: BaseException) -> None:
    """Notes that the task has failed, unless it was given up."""
    if isinstance(error, ToldToEnd):
        raise error
    set_failed(error)


def run_queued_tasks(worker: TaskWorker) -> None:
    """Runs the tasks that wait and whose time has come, and those whose process died; forgets old ones."""
    count_dead(TaskRun.objects.all(), at=timezone.now())
    for result in DBTaskResult.objects.running():
        if _is_abandoned(result):
            _begin_anew(result)
    for result in DBTaskResult.objects.failed().filter(pk__in=_left().values("pk")):
        _try_again(result)
    # One whose pause is longer than any was put off before the clock was put back.
    for result in DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        run_after__gt=timezone.now() + LONGEST_PAUSE, run_after__lt=get_date_max()
    ):
        _queue(result, at=timezone.now())
    # Asked first, since on SQLite a deletion of nothing would wait for its turn to write, too.
    if DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - dt.timedelta(days=KEPT)).exists():
        _prune()
    worker.run()


def _begin_anew(result: Any) -> None:
    """Lets the task be tried again after a pause, unless it has killed so many processes that it is left to people."""
    run = TaskRun.objects.filter(pk=result.pk).first()
    if run and run.failures >= TRIES:
        log.error("The process that ran the task %s died, as often before; it is tried no more.", result.task_path)
        result.set_failed(TaskFailed(run.last_error))
        return
    log.warning("The process that ran the task %s died; it is begun anew.", result.task_path)
    _queue(result, at=(run and run.next_try_at) or timezone.now())


def _prune() -> None:
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT, failed_min_age_days=4 * KEPT, verbosity=0)
    TaskRun.objects.exclude(pk__in=DBTaskResult.objects.values("pk")).delete()


def _is_abandoned(result: Any) -> bool:
    """Whether nobody runs the task any more, though it was begun."""
    now = timezone.now()
    # Between the beginning and the lease there is a moment without one.
    begun_lately = result.started_at and now - PATIENCE < result.started_at <= now
    held = TaskRun.objects.filter(pk=result.pk).exclude(free(now))
    return not held.exists() and not begun_lately


def _left() -> QuerySet[TaskRun]:
    """Runs that are to be tried again; where one has failed, its process may have died before it said so."""
    return TaskRun.objects.filter(free(timezone.now()), failures__lt=TRIES)


def _try_again(result: Any) -> None:
    if run := _left().filter(pk=result.pk).first():
        _queue(result, at=run.next_try_at or timezone.now())


def _queue(result: Any, *, at: dt.datetime) -> None:
    # Unless somebody else has done so meanwhile.
    known = DBTaskResult.objects.filter(pk=result.pk, status=result.status)
    known.update(status=TaskResultStatus.READY, run_after=at, finished_at=None)
