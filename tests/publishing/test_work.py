"""One command says what runs, waits or fails, whoever does it."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.extend.models import JobRun, TaskRun
from cms.publishing.models import Cursor, Overdue

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
        "task glocken.ready",
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
