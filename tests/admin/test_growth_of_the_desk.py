"""What an editor opens costs hardly more in a large archive: as many questions, and none that sorts all there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views import chooser

from cms.admin.dashboard import desk_of
from cms.content.models import EventIndexPage
from tests.content import making

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="Others take an index for large tables only.")


def asked(do: Callable[[], Any]) -> list[str]:
    """The questions that it asks of the database."""
    with CaptureQueriesContext(connection) as queries:
        do()
    return [query["sql"] for query in queries.captured_queries]


def steps(sql: str) -> list[str]:
    """How the database finds the answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"))
        return [row[3] for row in cursor.fetchall()]


def add_events(number: int) -> None:
    for days in range(number):
        day = str(timezone.localdate() + dt.timedelta(days=days - number // 2))
        making.published(making.event(f"Nummer {number} {days}", making.on(day)))


@on_sqlite
def test_the_first_page_reads_dates_in_the_order_of_an_index(editor: User) -> None:
    add_events(4)
    found = asked(lambda: desk_of(editor, now=timezone.now()))
    plans = [steps(sql) for sql in found if 'FROM "content_eventoccurrence"' in sql and "LIMIT" in sql]
    assert len(plans) >= 3
    for plan in plans:
        (only,) = plan
        assert only.startswith("SEARCH content_eventoccurrence USING"), only


@on_sqlite
def test_the_first_page_finds_drafts_and_locked_pages_without_looking_at_all_pages(desk: Client) -> None:
    add_events(1)
    found = asked(lambda: desk.get("/admin/"))
    for column in ("has_unpublished_changes", "locked"):
        (sql,) = [sql for sql in found if f'"wagtailcore_page"."{column}" ' in sql.partition(" WHERE ")[2]]
        assert not any(step.startswith("SCAN wagtailcore_page") for step in steps(sql)), sql


def test_a_chooser_asks_as_much_about_many_pages_as_about_few(desk: Client) -> None:
    below = reverse("wagtailadmin_choose_page_child", args=[EventIndexPage.objects.get().pk])

    def choose() -> None:
        assert "Nummer" in desk.get(below, {"page_type": "content.eventpage"}).content.decode()

    add_events(2)
    choose()
    few = len(asked(choose))
    add_events(4)
    assert len(asked(choose)) == few <= 30


@on_sqlite
def test_a_chooser_reads_the_pages_that_it_shows_in_the_order_of_the_tree(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[Any] = []
    monkeypatch.setattr(chooser, "Paginator", lambda pages, **given: listed.append(pages) or Paginator(pages, **given))
    add_events(1)
    below = reverse("wagtailadmin_choose_page_child", args=[EventIndexPage.objects.get().pk])
    desk.get(below, {"page_type": "content.eventpage"})
    # With its parameters, as it is asked: SQLite goes another way where it knows them.
    plan = listed[0].values("pk")[:25].explain()
    assert "MULTI-INDEX OR" not in plan
    assert " 0 LIST SUBQUERY" not in plan  # of all pages; what is asked of each page is a CORRELATED one


def test_the_explorer_asks_more_about_those_events_alone_that_it_lists(desk: Client) -> None:
    add_events(3)
    address = reverse("wagtailadmin_explore", args=[EventIndexPage.objects.get().pk])
    further = [sql for sql in asked(lambda: desk.get(address)) if '"_approved_schedule"' in sql]
    assert further
    assert not any("LIMIT" in sql.rpartition("ORDER BY")[2] for sql in further)
