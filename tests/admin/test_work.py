"""Administrators see what runs, waits or fails; nobody else does."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.content.models import HomePage
from cms.extend.presence import leave_word
from cms.publishing.models import Cursor
from search.indexing import rebuild
from search.service import embedded

PAGE = "/admin/hintergrund/"


def test_administrators_see_what_fails_and_why(home: HomePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    # Other tests may have left an index of another ledger.
    rebuild(embedded())
    assert "Alles ist erledigt." in client.get(PAGE).content.decode()
    soon = timezone.now() + dt.timedelta(seconds=15)
    Cursor.objects.create(consumer="ohr", failures=3, last_error="ConnectionError('niemand da')", next_try_at=soon)
    Cursor.objects.create(consumer="auge", claim="x", claimed_until=soon)
    text = client.get(PAGE).content.decode()
    for words in ("Arbeit im Hintergrund", "3-mal hintereinander", "niemand da", "Läuft gerade", "ohr", "auge"):
        assert words in text
    assert PAGE in client.get("/admin/").content.decode()


def test_it_is_nothing_for_editors(desk: Client) -> None:
    assert desk.get(PAGE).status_code == 302
    assert PAGE not in desk.get("/admin/").content.decode()


def test_they_see_that_no_worker_runs_and_how_to_start_one(home: HomePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    text = client.get(PAGE).content.decode()
    assert "Noch nie wurde ein Arbeitsprozess gesehen." in text
    assert "<code>manage.py worker</code>" in text
    with time_machine.travel(timezone.now(), tick=False) as clock:
        leave_word()
        text = client.get(PAGE).content.decode()
        assert "Zuletzt gesehen wurde ein Arbeitsprozess am " in text
        assert "manage.py worker" not in text
        seen = timezone.localtime()
        clock.shift(dt.timedelta(minutes=5))
        assert f"Seit {seen:%d.%m.%Y %H:%M} wurde kein Arbeitsprozess gesehen." in client.get(PAGE).content.decode()


def test_tasks_that_wait_are_one_line_in_words(home: HomePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    now = timezone.now()
    for name in (*("wagtail.tasks.update_reference_index_task",) * 3, "glocken.leise"):
        result = DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path=name, backend_name="default", run_after=now
        )
        DBTaskResult.objects.filter(pk=result.pk).update(enqueued_at=now - dt.timedelta(days=2, minutes=1))
    text = " ".join(client.get(PAGE).content.decode().split())
    assert text.count("Verzeichnis, was wo verwendet wird") == 1
    assert "3 warten, die älteste 2 Tage alt" in text
    assert "glocken.leise" in text
    assert "Eine wartet, 2 Tage alt" in text
