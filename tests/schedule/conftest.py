"""An archive of events whose time is easy to read wrongly, published once, and read at any moment by a stopped clock."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms.content.initial_site import ensure_initial_site
from cms.content.schedule import Schedule
from cms.publishing import ledger
from cms.publishing.models import Entry
from cms.publishing.rebuilding import rebuild
from tests.content.making import event, published
from tests.schedule.archive import VALUES, at, lines
from tests.site.page import Page

Read = Callable[..., Any]


@contextmanager
def clock(moment: dt.datetime) -> Iterator[None]:
    """The clock stands at the moment."""
    with time_machine.travel(moment, tick=False):
        yield


@pytest.fixture(scope="package")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Schedule]]:
    with django_db_blocker.unblock(), transaction.atomic(), clock(at("2026-01-07T12:00")):
        ensure_initial_site("http://testserver", locale="de")
        rebuild()
        with ledger.bulk():
            for theme, dates in lines().items():
                published(event(theme, *dates, title=theme, **VALUES.get(theme, {})))
        call_command("search", "rebuild", verbosity=0)
        yield {
            entry.title: Schedule.of_document(json.loads(entry.document))
            for entry in Entry.objects.filter(type="event")
        }
        transaction.set_rollback(True)


@pytest.fixture
def archive(_built: dict[str, Schedule], db: None) -> dict[str, Schedule]:
    """The schedules of the published events, by title."""
    return _built


@pytest.fixture
def page(archive: dict[str, Schedule]) -> Callable[[str, dt.datetime], Page]:
    """A page of the site at a moment."""
    client = Client()

    def read(path: str, moment: dt.datetime) -> Page:
        with clock(moment):
            response = client.get(path)
        assert response.status_code == 200, path
        return Page(response)

    return read


@pytest.fixture
def api(archive: dict[str, Schedule]) -> Callable[[str, dt.datetime], dict[str, Any]]:
    """An answer of the API at a moment."""
    client = Client()

    def read(path: str, moment: dt.datetime) -> dict[str, Any]:
        with clock(moment):
            response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200, response.content
        answer: dict[str, Any] = response.json()
        return answer

    return read
