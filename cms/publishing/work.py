"""All work that goes on by itself and is not done yet: what runs just now, what waits, and what keeps failing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.template.defaultfilters import pluralize
from django.utils import timezone, translation
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.extend.leases import Lease, free
from cms.extend.models import JobRun, TaskRun
from cms.publishing.models import Cursor, IncompleteDocument, Overdue

TASKS = {
    "cms.erasing.leftover_files.delete_task": _("Delete a file of a person who was erased"),
    "cms.erasing.traces.wipe_task": _("Wipe what is left of a person who was erased"),
    "cms.publishing.consumer_runner.catch_up_task": _("Tell the search and extensions what was published"),
    "cms.publishing.dependants.refresh_task": _("Build anew what shows something that has changed"),
    "cms.publishing.rebuilding.rebuild_task": _("Build all documents anew"),
    "cms.site.files.sizes.make_size": _("Make a size of an image"),
    "modelsearch.tasks.insert_or_update_object_task": _("Index for the search within the desk"),
    "search.desk.index.read_anew_task": _("Index for the search within the desk what shows something that has changed"),
    "search.desk.index.rewrite_task": _("Write the index of the search within the desk anew"),
    "wagtail.images.tasks.set_image_focal_point_task": _("Find the focal point of an image"),
    "wagtail.tasks.delete_file_from_storage_task": _("Delete a file"),
    "wagtail.tasks.update_reference_index_task": _("Index of what is used where"),
}
"""What the tasks of the core do, in words; those of plugins are named by their dotted path."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work: of which kind, its name, whether a process is at it, and how often and why it has failed in a row.

    What only waits in a queue is one piece for each name: how many wait, and since when the oldest of them does.
    """

    kind: str
    name: str
    runs: bool = False
    waiting: int = 0
    waits_since: dt.datetime | None = None
    failures: int = 0
    last_error: str = ""
    next_try_at: dt.datetime | None = None

    @property
    def trouble(self) -> str:
        """The last line of its last error, which says what is wrong."""
        return (self.last_error.strip().splitlines() or [""])[-1]

    @property
    def label(self) -> str:
        """Its name in words, in the reader's language, where there are some."""
        return str(TASKS.get(self.name, self.name))

    @property
    def age(self) -> str:
        """How long the oldest that waits has done so, in the reader's language; empty where nothing waits."""
        return timesince(self.waits_since).replace("\xa0", " ") if self.waits_since else ""

    def __str__(self) -> str:
        """What commands say of it, in English as all that they say."""
        with translation.override("en"):
            return ", ".join(self._said())

    def _said(self) -> list[str]:
        parts = [f"{self.kind} {self.label}"]
        parts += ["running"] * self.runs
        parts += [f"{self.waiting} waiting, the oldest for {self.age}"] * bool(self.waiting)
        if self.failures:
            again = (
                f", next try at {timezone.localtime(self.next_try_at):%Y-%m-%d %H:%M:%S}" if self.next_try_at else ""
            )
            times = f"{self.failures} time{pluralize(self.failures)} in a row"
            parts.append(f"failed {times}{again}: {self.trouble}")
        elif self.last_error:
            parts.append(self.trouble)
        return parts


_sources: list[Callable[[], Iterable[Work]]] = []


def register_source(source: Callable[[], Iterable[Work]]) -> None:
    """Lets the source, of a room above, name work of its own."""
    if source not in _sources:
        _sources.append(source)


def work() -> Iterator[Work]:
    """What runs, waits or fails: consumers, jobs of plugins, queued tasks, what is published by its schedule, documents that lack
    what a plugin failed to give, and that of all sources."""
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
    yield from _documents()
    yield from _tasks(now)


def _documents() -> Iterator[Work]:
    """Points of plugins that gave nothing for documents, each with how many lack it, and how often it was asked for the oldest of them."""
    rows = IncompleteDocument.objects.order_by("point").values("point")
    for row in rows.annotate(number=Count("pk"), tries=Max("tries"), error=Max("error"), due_at=Min("due_at")):
        yield Work(
            kind="document",
            name=f"{row['point']} ({row['number']})",
            failures=row["tries"] + 1,
            last_error=row["error"],
            next_try_at=row["due_at"],
        )


def _tasks(now: dt.datetime) -> Iterator[Work]:
    """Tasks that run or fail, one by one, and then how many of each kind wait."""
    unfinished = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)
    noted = TaskRun.objects.exclude(free(now), failures=0)
    runs = noted.in_bulk()
    for key, name in unfinished.filter(pk__in=noted.values("pk")).values_list("pk", "task_path"):
        # What has begun since is told of the next time.
        if run := runs.get(key):
            yield _work(run, kind="task", name=name, now=now)
    waiting = unfinished.exclude(pk__in=noted.values("pk")).order_by("task_path").values("task_path")
    for row in waiting.annotate(number=Count("pk"), oldest=Min("enqueued_at")):
        yield Work(kind="task", name=row["task_path"], waiting=row["number"], waits_since=row["oldest"])


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
