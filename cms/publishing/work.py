"""All work that goes on by itself and is not done yet: what runs just now, what waits, and what keeps failing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.extend.leases import Lease
from cms.extend.models import JobRun, TaskRun
from cms.publishing.models import Cursor, Overdue


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work: of which kind, its name, whether a process is at it, and how often and why it has failed in a row."""

    kind: str
    name: str
    runs: bool = False
    failures: int = 0
    last_error: str = ""
    next_try_at: dt.datetime | None = None

    @property
    def trouble(self) -> str:
        """The last line of its last error, which says what is wrong."""
        return (self.last_error.strip().splitlines() or [""])[-1]

    def __str__(self) -> str:
        parts = [f"{self.kind} {self.name}"]
        parts += ["running"] * self.runs
        if self.failures:
            again = (
                f", next try at {timezone.localtime(self.next_try_at):%Y-%m-%d %H:%M:%S}" if self.next_try_at else ""
            )
            times = f"{self.failures} time{pluralize(self.failures)} in a row"
            parts.append(f"failed {times}{again}: {self.trouble}")
        elif self.last_error:
            parts.append(self.trouble)
        return ", ".join(parts)


_sources: list[Callable[[], Iterable[Work]]] = []


def register_source(source: Callable[[], Iterable[Work]]) -> None:
    """Lets the source, of a room above, name work of its own."""
    if source not in _sources:
        _sources.append(source)


def work() -> Iterator[Work]:
    """What runs, waits or fails: consumers, jobs of plugins, queued tasks, what is published by its schedule, and that of all sources."""
    now = timezone.now()
    for source in _sources:
        yield from source()
    for cursor in Cursor.objects.order_by("pk"):
        yield from unsettled(cursor, kind="consumer", name=cursor.consumer, now=now)
    for run in JobRun.objects.order_by("plugin", "job"):
        yield from unsettled(run, kind="job", name=f"{run.plugin}.{run.job}", now=now)
    for overdue in Overdue.objects.select_related("content_type").order_by("pk"):
        name = f"{overdue.content_type.model} {overdue.object_pk}"
        yield from unsettled(overdue, kind="scheduled", name=name, now=now)
    results = list(DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL))
    runs = TaskRun.objects.in_bulk([result.pk for result in results])
    for result in results:
        lease = runs.get(result.pk) or TaskRun(pk=result.pk)
        yield _work(lease, kind="task", name=result.task_path, now=now)


def unsettled(lease: Lease, *, kind: str, name: str, now: dt.datetime) -> Iterator[Work]:
    """The lease's work, while it runs or fails."""
    if (found := _work(lease, kind=kind, name=name, now=now)).runs or found.failures:
        yield found


def _work(lease: Lease, *, kind: str, name: str, now: dt.datetime) -> Work:
    return Work(
        kind=kind,
        name=name,
        runs=lease.is_held(now),
        failures=lease.failures,
        last_error=lease.last_error,
        next_try_at=lease.next_try_at,
    )
