"""Ledger and content can be compared, and the ledger built anew from content."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from cms.content.models import EventOccurrence, EventPage
from cms.extend.tasks import TaskWorker, run_queued_tasks
from cms.publishing import one_of_many, rebuilding
from cms.publishing.models import Entry, FacetRow, OccurrenceRow
from cms.publishing.reading.sequence import current_sequence
from cms.publishing.rebuilding import differences, rebuild
from cms.publishing.work import work
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]


def kinds() -> set[tuple[str, str]]:
    return {(difference.kind, difference.title) for difference in differences()}


def test_after_publishing_there_is_no_difference(event: Make, partner: Make) -> None:
    event(organiser=partner())
    assert kinds() == set()


def test_every_difference_is_named(event: Make) -> None:
    stale, missing, surplus, unsorted = event("Alt"), event("Fehlt"), event("Zuviel"), event("Falsch")
    EventPage.objects.filter(pk=stale.pk).update(lead="Am Hauptbuch vorbei")
    entry_of(missing).delete()
    EventPage.objects.filter(pk=surplus.pk).update(live=False)
    FacetRow.objects.filter(entry=entry_of(unsorted)).delete()
    assert kinds() == {("stale", "Alt"), ("missing", "Fehlt"), ("surplus", "Zuviel"), ("other facets", "Falsch")}
    with pytest.raises(CommandError, match="4 differences"):
        call_command("publishing", "verify", stdout=StringIO())
    rebuild()
    assert kinds() == set()


def test_a_document_that_cannot_be_written_is_named_and_ends_nothing(
    event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    event("Heil")
    broken = entry_of(event("Kaputt")).pk

    def unwritable(thing: Any) -> Any:
        built = rebuilding_serialise(thing)
        return replace(built, document=built.document | {"zahl": 2**70}) if built.id == broken else built

    rebuilding_serialise = rebuilding.serialise
    monkeypatch.setattr(rebuilding, "serialise", unwritable)
    ((kind, title),) = kinds()
    assert title == "Kaputt"
    assert kind.startswith("cannot be built, ")
    assert "64-bit range" in kind


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt()], ids=repr)
def test_a_builder_that_would_end_the_process_is_named_and_ends_nothing(
    event: Make, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def ending(thing: Any) -> Any:
        raise error

    event("Kaputt")
    monkeypatch.setattr(rebuilding, "serialise", ending)
    assert "Kaputt" in {title for kind, title in kinds() if repr(error) in kind}


def test_dates_that_are_missing_are_a_difference(event: Make) -> None:
    """Where an entry takes place once, its own columns say when; only several dates have rows."""
    lost = event("Verloren")
    lost.occurrences.add(EventOccurrence(start_date=dt.date(2020, 5, 1), precision="day"))
    lost.save_revision().publish()
    rows = OccurrenceRow.objects.filter(entry=entry_of(lost))
    assert rows.count() == 2
    assert kinds() == set()
    rows.delete()
    assert kinds() == {("otherwise sorted or searched", "Verloren")}
    rebuild()
    assert kinds() == set()


def test_rebuilding_what_is_right_moves_nothing(event: Make) -> None:
    event()
    before = current_sequence()
    rebuild()
    assert current_sequence() == before


def test_an_empty_ledger_is_filled_from_content(event: Make) -> None:
    page = event()
    Entry.objects.all().delete()
    call_command("publishing", "rebuild", stdout=StringIO())
    assert entry_of(page).title == "Zusammen wohnen"


def test_a_tombstone_that_says_too_much_is_a_difference(event: Make) -> None:
    page = event()
    page.unpublish()
    Entry.objects.filter(pk=entry_of(page).pk).update(title="Zusammen wohnen")
    assert {kind for kind, _title in kinds()} == {"tombstone with content"}


@pytest.mark.parametrize("what", ["document", "title", "a facet", "a date"])
def test_whatever_is_left_of_it_is_too_much(event: Make, what: str) -> None:
    page = event()
    page.unpublish()
    entry = entry_of(page)
    if what == "a facet":
        FacetRow.objects.create(entry=entry, name="city", value="halle", label="Halle")
    elif what == "a date":
        now = timezone.now()
        OccurrenceRow.objects.create(entry=entry, starts_at=now, ends_at=now, exact=True, takes_place=True)
    else:
        Entry.objects.filter(pk=entry.pk).update(**{what: "{}"})
    assert kinds() == {("tombstone with content", entry.path)}


def test_an_entry_whose_page_is_gone_is_too_much(event: Make) -> None:
    page = event("Fort")
    entry = entry_of(page)
    Entry.objects.filter(pk=entry.pk).update(object_pk="0")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET translation_key = %s WHERE id = %s", ["0" * 32, page.pk])
    assert {(each.kind, each.id) for each in differences()} >= {("surplus", entry.pk)}


def test_how_far_a_comparison_has_come_is_told(event: Make) -> None:
    event()
    reported: list[int] = []
    assert list(differences(reported.append)) == []
    assert reported == list(range(1, len(reported) + 1))


def test_one_page_that_cannot_be_built_is_named_and_holds_up_no_other(
    event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = event("Kaputt"), event("Heil")
    EventPage.objects.filter(pk=broken.pk).update(format="unsinn")
    EventPage.objects.filter(pk=other.pk).update(lead="Neu")
    with pytest.raises(CommandError, match="Kaputt"):
        call_command("publishing", "rebuild", stdout=StringIO())
    assert '"lead":"Neu"' in entry_of(other).document
    assert next(kind for kind, _title in kinds()).startswith("cannot be built")


def tasks() -> list[Any]:
    """What waits or fails; tests before may have left an index of another ledger, which stands there, too."""
    return [each for each in work() if "task" in each.name]


def test_what_a_rebuild_could_not_build_stands_among_the_work(
    event: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    broken = event("Kaputt")
    EventPage.objects.filter(pk=broken.pk).update(format="unsinn")
    run_queued_tasks(TaskWorker())
    rebuilding.rebuild_task.enqueue()
    run_queued_tasks(TaskWorker())
    (failed,) = tasks()
    assert (failed.name.rpartition(".")[2], failed.failures) == ("refresh_task", 1)
    EventPage.objects.filter(pk=broken.pk).update(format="conference", lead="Heil")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        run_queued_tasks(TaskWorker())
    assert tasks() == []
    assert '"lead":"Heil"' in entry_of(broken).document


def test_a_rebuild_whose_connection_is_cut_has_failed(event: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was built before, in the same transaction, is not stored either."""
    event("Erste")
    last = event("Letzte")
    build = rebuilding.ledger.update_entry

    def gone(*_savepoint: str) -> None:
        raise OperationalError("terminating connection due to administrator command")

    def cut(thing: Any) -> Any:
        if thing.pk == last.pk:
            # Then not even the savepoint can be gone back to.
            monkeypatch.setattr(connection, "savepoint_rollback", gone)
            gone()
        return build(thing)

    rebuilding.forget_form()
    monkeypatch.setattr(rebuilding.ledger, "update_entry", cut)
    with pytest.raises(OperationalError):
        rebuild()
    transaction.set_rollback(False)
    assert rebuilding.is_outdated()


def test_what_is_published_during_a_rebuild_stays(event: Make) -> None:
    made = []

    def publish_meanwhile(done: int) -> None:
        if not made:
            made.append(event("Mittendrin"))

    event("Vorher")
    rebuild(publish_meanwhile)
    assert entry_of(made[0]).state == "live"


def test_what_has_lost_its_thing_is_withdrawn(event: Make) -> None:
    page = event()
    Entry.objects.filter(pk=entry_of(page).pk).update(object_pk="999999")
    entry = entry_of(page)
    Entry.objects.filter(pk=entry.pk).update(id="11111111-2222-3333-4444-555555555555")
    FacetRow.objects.all().delete()
    Entry.objects.filter(pk=entry.pk).delete()
    rebuild()
    assert Entry.objects.get(pk="11111111-2222-3333-4444-555555555555").reason == "deleted"
    assert entry_of(page).state == "live"


def test_a_small_ledger_is_built_anew_by_a_task_too_where_tasks_wait(
    event: Make, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """What is done at once may fail, or its process die."""
    page = event()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks():  # not executed, as if the process had died
        site = Site.objects.get()
        site.hostname = "anderswo.example.org"
        site.save()
    task = DBTaskResult.objects.get(task_path="cms.publishing.rebuilding.rebuild_task")
    task.task.call()
    assert json.loads(entry_of(page).document)["url"].startswith("http://anderswo.example.org")


class Unreadable:
    """A manager that raises or hangs whatever it is asked."""

    def __init__(self, *, hangs: bool) -> None:
        self.hangs = hangs

    def __getattr__(self, name: str) -> Any:
        time.sleep(60 * self.hangs)
        raise RuntimeError("Die Abfrage ist kaputt")


@pytest.mark.parametrize("hangs", [False, True], ids=["raises", "hangs"])
def test_a_type_that_cannot_be_read_costs_only_itself(
    event: Make, partner: Make, monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    kept, other = event("Bleibt"), partner()
    monkeypatch.setattr(one_of_many, "LONGEST", dt.timedelta(seconds=0.3))
    monkeypatch.setitem(vars(EventPage._meta), "base_manager", Unreadable(hangs=hangs))
    said = "wurde abgebrochen" if hangs else "Die Abfrage ist kaputt"
    type(other).objects.filter(pk=other.pk).update(lead="Neu")
    rebuilding.forget_form()
    out = StringIO()
    with pytest.raises(CommandError, match=r"^2 differences\. .* once what is said of them is done\.$"):
        call_command("publishing", "verify", stdout=out)
    assert re.search(rf"cannot be read, event: .*{said}", out.getvalue())
    with pytest.raises(CommandError, match=f"event: .*{said}"):
        call_command("publishing", "rebuild", stdout=StringIO())
    assert '"lead":"Neu"' in entry_of(other).document
    assert entry_of(kept).is_live
    with pytest.raises(rebuilding.NotBuilt, match=said):
        rebuilding.rebuild_task.func()
    assert rebuilding.is_outdated()
