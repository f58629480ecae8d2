"""One command says what runs, waits or fails, whoever does it."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from cms.extend.models import JobRun, TaskRun
from cms.extend.presence import leave_word
from cms.publishing.models import Cursor, Overdue
from cms.publishing.work import TASKS, work
from cms.settings.env import ROOT

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    out = StringIO()
    call_command("publishing", "status", stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


def test_each_kind_of_work_is_told_of() -> None:
    now = timezone.now()
    soon = now + dt.timedelta(seconds=15)
    failed = {"failures": 3, "last_error": "Traceback:\nConnectionError('niemand da')", "next_try_at": soon}
    Cursor.objects.create(consumer="ohr", **failed)
    Cursor.objects.create(consumer="auge", sequence=5)
    JobRun.objects.create(plugin="kalender", job="aufräumen", claim="x", claimed_until=soon)
    JobRun.objects.create(plugin="kalender", job="ruht", ran_at=now)
    page = ContentType.objects.get(app_label="content", model="eventpage")
    Overdue.objects.create(content_type=page, object_pk="7", failures=1, last_error="Der Kurztitel ist vergeben.")
    for status in ("READY", "FAILED", "SUCCESSFUL"):
        result = DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}},
            task_path=f"glocken.{status.lower()}",
            backend_name="default",
            run_after=now,
            status=status,
        )
        if status == "FAILED":
            TaskRun.objects.create(pk=result.pk, failures=20, last_error="RuntimeError('geht nicht')")
    lines = told()
    at = f"{timezone.localtime(soon):%Y-%m-%d %H:%M:%S}"
    for line in (
        f"consumer ohr, failed 3 times in a row, next try at {at}: ConnectionError('niemand da')",
        "job kalender.aufräumen, running",
        "scheduled eventpage 7, failed 1 time in a row: Der Kurztitel ist vergeben.",
        "task glocken.ready, 1 waiting, the oldest for 0 minutes",
        "task glocken.failed, failed 20 times in a row: RuntimeError('geht nicht')",
    ):
        assert line in lines
    assert not [line for line in lines if "auge" in line or "ruht" in line or "successful" in line]


def test_jobs_stand_in_the_order_of_their_plugins() -> None:
    for plugin, job in (("presse", "b"), ("archiv", "z"), ("presse", "a")):
        JobRun.objects.create(plugin=plugin, job=job, failures=1, last_error="nein")
    assert [line.split(",")[0] for line in told() if line.startswith("job ")] == [
        "job archiv.z",
        "job presse.a",
        "job presse.b",
    ]


INDEXES = "modelsearch.tasks.insert_or_update_object_task"


def wait(name: str, *, age: dt.timedelta = dt.timedelta(0), status: str = "READY", **run: Any) -> None:
    now = timezone.now()
    result = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path=name,
        backend_name="default",
        run_after=now,
        status=status,
    )
    DBTaskResult.objects.filter(pk=result.pk).update(enqueued_at=now - age)
    if run:
        TaskRun.objects.create(pk=result.pk, **run)


def tasks_told() -> list[str]:
    return sorted(line for line in told() if line.startswith("task "))


def test_tasks_that_wait_are_one_line_for_each_kind_with_their_number_and_the_age_of_the_oldest() -> None:
    for minutes in range(30):
        wait(INDEXES, age=dt.timedelta(minutes=minutes))
    wait("glocken.leise")
    wait("glocken.leise", age=dt.timedelta(hours=2, minutes=5))
    wait("glocken.leise", status="SUCCESSFUL", age=dt.timedelta(days=3))
    assert tasks_told() == [
        "task Index for the search within the desk, 30 waiting, the oldest for 29 minutes",
        "task glocken.leise, 2 waiting, the oldest for 2 hours, 5 minutes",
    ]


def test_those_that_run_or_fail_keep_a_line_each() -> None:
    soon = timezone.now() + dt.timedelta(seconds=15)
    past = timezone.now() - dt.timedelta(seconds=15)
    for trouble in ("eins", "zwei"):
        wait("glocken.laut", failures=1, last_error=f"RuntimeError('{trouble}')")
    for _ in range(2):
        wait("glocken.laut", status="RUNNING", claim="x", claimed_until=soon)
    # The process that ran it has died, so that it waits to be begun anew.
    wait("glocken.laut", status="RUNNING", claim="x", claimed_until=past)
    wait("glocken.laut", age=dt.timedelta(minutes=3))
    assert tasks_told() == [
        "task glocken.laut, 2 waiting, the oldest for 3 minutes",
        "task glocken.laut, failed 1 time in a row: RuntimeError('eins')",
        "task glocken.laut, failed 1 time in a row: RuntimeError('zwei')",
        "task glocken.laut, running",
        "task glocken.laut, running",
    ]


def test_many_tasks_cost_no_more_queries_than_few() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(work())
        return len(queries)

    wait("glocken.laut")
    few = asked()
    for number in range(50):
        wait(f"glocken.nummer_{number}")
        wait("glocken.laut", failures=1)
    assert asked() == few


def test_each_task_of_the_core_has_a_name_in_words() -> None:
    files = [path for room in ("cms", "search", "blocks") for path in (ROOT / room).rglob("*.py")]
    own = {
        ".".join([*path.relative_to(ROOT).with_suffix("").parts, name])
        for path in files
        for name in re.findall(r"^@task\(.*\)\ndef (\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(own) == 8
    assert own <= TASKS.keys()
    for path in TASKS:
        assert isinstance(import_string(path), Task), path


def test_it_is_told_when_a_worker_was_last_seen_and_what_to_do_without_one() -> None:
    assert told()[-1] == (
        "No worker has ever been seen; start one with `manage.py worker`. What waits is not done until then."
    )
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False) as clock:
        leave_word()
        assert told()[-1] == "worker seen at 2026-03-02 13:00:00"
        clock.shift(120)
        assert told()[-1].startswith(
            "No worker has been seen since 2026-03-02 13:00:00; start one with `manage.py worker`."
        )


def test_a_worker_that_was_seen_is_no_work() -> None:
    before = list(work())
    leave_word()
    assert list(work()) == before
