"""What is due by its own schedule is published or taken back, each thing by itself; what cannot be is told to its editor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from cms.admin.dashboard import desk_of
from cms.content.models import City, EventPage, Topic
from cms.extend import public_id
from cms.publishing import scheduled as by_clock
from cms.publishing.models import Entry, EntryState, Overdue
from cms.publishing.publish_scheduled import publish_scheduled
from tests.content import making

Make = Callable[..., Any]

MINUTE = dt.timedelta(minutes=1)


@contextmanager
def later(**span: float) -> Iterator[None]:
    with time_machine.travel(timezone.now() + dt.timedelta(**span), tick=False):
        yield


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("ada", email="ada@example.org")


@pytest.fixture
def scheduled(event: Make, editor: User) -> Make:
    """An event that waits for its time, which has come."""

    def scheduled(theme: str) -> EventPage:
        page = event(theme)
        page.unpublish()
        page.go_live_at = timezone.now() + MINUTE
        page.save_revision(user=editor).publish()
        revision = Revision.objects.exclude(approved_go_live_at=None).get(object_id=str(page.pk))
        revision.approved_go_live_at = timezone.now() - MINUTE
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
        return EventPage.objects.get(pk=page.pk)

    return scheduled


def in_the_way(page: Page) -> None:
    """A sibling has taken its address meanwhile."""
    page.get_parent().add_child(instance=making.event("Anderes", title="Anderes", slug="anderes"))
    revision = Revision.objects.exclude(approved_go_live_at=None).get(object_id=str(page.pk))
    revision.content["slug"] = "anderes"
    revision.save()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_one_that_cannot_be_published_holds_up_no_other(
    scheduled: Make, event: Make, caplog: pytest.LogCaptureFixture
) -> None:
    first, expiring = scheduled("Zuerst"), event("Vorbei")
    in_the_way(first)
    second = scheduled("Danach")
    someone = making.person(public_profile=True, consent_until=timezone.localdate())
    EventPage.objects.filter(pk=expiring.pk).update(expire_at=timezone.now() - MINUTE)
    with later(days=1, minutes=1):
        by_clock.run_due()
    assert [is_live(page) for page in (first, second, expiring)] == [False, True, False]
    assert Entry.objects.get(pk=public_id(someone)).state == EntryState.WITHDRAWN
    assert "Zuerst" in caplog.text


def test_its_editor_is_told_once_what_stands_in_the_way(scheduled: Make) -> None:
    page = scheduled("Zuerst")
    in_the_way(page)
    for hours in (0, 1, 5):
        with later(hours=hours):
            publish_scheduled()
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "Zuerst" in letter.subject
    assert "konnte nicht" in letter.subject
    assert f"/admin/pages/{page.pk}/edit/" in letter.body
    overdue = Overdue.objects.get()
    assert (overdue.object_pk, overdue.failures) == (str(page.pk), 3)


def test_what_belongs_to_a_missing_plugin_waits_and_holds_up_no_other(scheduled: Make) -> None:
    first, second = scheduled("Zuerst"), scheduled("Danach")
    gone = ContentType.objects.create(app_label="gone", model="notice")
    waiting = Revision.objects.exclude(approved_go_live_at=None)
    waiting.filter(object_id=str(first.pk)).update(content_type=gone, approved_go_live_at=timezone.now() - 2 * MINUTE)
    publish_scheduled()
    assert [is_live(first), is_live(second)] == [False, True]
    assert waiting.get().object_id == str(first.pk)
    assert not mail.outbox


def test_a_title_of_two_lines_is_told_in_one(scheduled: Make) -> None:
    page, second = scheduled("Zuerst"), scheduled("Danach")
    in_the_way(page)
    Page.objects.filter(pk=page.pk).update(title="Zuerst\nund zuletzt")
    publish_scheduled()
    assert [letter.subject for letter in mail.outbox] == [
        "„Zuerst und zuletzt“ konnte nicht veröffentlicht oder zurückgezogen werden"
    ]
    assert is_live(second)


def test_an_editor_who_cannot_be_told_holds_up_nothing(
    scheduled: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_mail(*args: object, **options: object) -> None:
        raise ValueError("no such sender")

    monkeypatch.setattr("cms.publishing.publish_scheduled.send_mail", no_mail)
    page, second = scheduled("Zuerst"), scheduled("Danach")
    in_the_way(page)
    publish_scheduled()
    assert is_live(second)
    assert "no such sender" in caplog.text


def test_once_nothing_stands_in_the_way_it_is_published(scheduled: Make) -> None:
    page = scheduled("Zuerst")
    in_the_way(page)
    publish_scheduled()
    assert not is_live(page)
    EventPage.objects.get(slug="anderes").delete()
    publish_scheduled()
    assert not is_live(page)
    with later(minutes=1):
        publish_scheduled()
    assert is_live(page)
    assert not Overdue.objects.exists()


def test_what_was_published_by_hand_is_no_longer_overdue(scheduled: Make) -> None:
    page = scheduled("Zuerst")
    in_the_way(page)
    publish_scheduled()
    page.go_live_at = None
    page.save_revision().publish()
    publish_scheduled()
    assert is_live(page)
    assert not Overdue.objects.exists()


def test_two_workers_at_once_publish_it_once(scheduled: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    page = scheduled("Zuerst")
    published: list[Any] = []
    publish = Revision.publish

    def with_a_second_worker(revision: Revision, **options: Any) -> None:
        published.append(revision.pk)
        publish_scheduled()
        publish(revision, **options)
        publish_scheduled()

    monkeypatch.setattr(Revision, "publish", with_a_second_worker)
    publish_scheduled()
    assert len(published) == 1
    assert is_live(page)


@pytest.mark.parametrize("broken", ["forget_expiry", "publish_scheduled", "withdraw_hidden", "synchronise_files"])
def test_each_part_of_what_is_due_is_done_whatever_happens_to_the_others(
    broken: str, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def part(name: str) -> Callable[[], None]:
        def run() -> None:
            if name == broken:
                raise ValidationError("geht nicht")
            done.append(name)

        run.__name__ = name
        return run

    parts = ["forget_expiry", "publish_scheduled", "withdraw_hidden", "synchronise_files", "finish"]
    for name in parts:
        monkeypatch.setattr(by_clock, name, part(name))
    by_clock.run_due()
    assert done == [name for name in parts if name != broken]
    assert broken in caplog.text


def test_the_first_page_of_the_desk_says_what_is_overdue_and_why(scheduled: Make) -> None:
    page = scheduled("Zuerst")
    in_the_way(page)
    publish_scheduled()
    # A record of the same number is none of it.
    Overdue.objects.create(content_type_id=1, object_pk=str(page.pk), failures=1, last_error="etwas anderes")
    admin = User.objects.create_superuser("admin")
    (line,) = desk_of(admin, now=timezone.now()).overdue
    assert line.page.pk == page.pk
    assert "anderes" in line.trouble
    assert "Kurztitel" in line.trouble
    client = Client()
    client.force_login(admin)
    assert "Fällig, konnte nicht veröffentlicht" in client.get("/admin/").content.decode()
    stranger = User.objects.create_user("fremd")
    assert desk_of(stranger, now=timezone.now()).overdue == []


def test_what_the_clock_did_stands_in_the_history(scheduled: Make, event: Make) -> None:
    coming, going = scheduled("Kommt"), event("Geht")
    EventPage.objects.filter(pk=going.pk).update(expire_at=timezone.now() - MINUTE)
    publish_scheduled()
    assert Page.objects.get(pk=going.pk).expired
    actions = {
        page.pk: set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
        for page in (coming, going)
    }
    assert "wagtail.publish.scheduled" in actions[coming.pk]
    assert "wagtail.unpublish.scheduled" in actions[going.pk]


def test_records_end_by_their_time_too(db: None) -> None:
    topic = Topic.objects.create(name="Sprache")
    assert Topic.objects.get().live
    Topic.objects.filter(pk=topic.pk).update(expire_at=timezone.now() - MINUTE)
    publish_scheduled()
    assert not Topic.objects.get().live


def test_records_without_a_manager_called_objects_end_too(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugins call theirs as they like."""
    topic = Topic.objects.create(name="Sprache")
    Topic.objects.filter(pk=topic.pk).update(expire_at=timezone.now() - MINUTE)
    with monkeypatch.context() as patch:
        patch.delattr(Topic, "objects")
        publish_scheduled()
    assert not Topic.objects.get().live


class Unaskable:
    """A manager of a model whose table is missing."""

    def filter(self, **conditions: object) -> None:
        raise OperationalError("no such table")


def test_records_that_cannot_be_asked_hold_up_no_others_and_are_not_forgotten(
    scheduled: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page, city = scheduled("Danach"), City.objects.create(name="Kiel", ags="01002000")
    City.objects.filter(pk=city.pk).update(expire_at=timezone.now() - MINUTE)
    failed = Overdue.objects.create(
        content_type=ContentType.objects.get_for_model(Topic), object_pk="1", failures=3, last_error="kaputt"
    )
    monkeypatch.setattr(Topic._meta, "base_manager", Unaskable())
    publish_scheduled()
    assert is_live(page)
    assert not City.objects.get(pk=city.pk).live
    assert "content.Topic" in caplog.text
    assert Overdue.objects.get() == failed


def test_a_revision_that_cannot_be_read_holds_up_no_other(
    scheduled: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = scheduled("Zuerst"), scheduled("Danach")
    read = type(Revision.content_object).__get__

    def unreadable(self: Any, revision: Revision | None, cls: Any = None) -> Any:
        if revision is not None and revision.object_id == str(first.pk):
            raise OperationalError("no such table")
        return read(self, revision, cls)

    monkeypatch.setattr(type(Revision.content_object), "__get__", unreadable)
    publish_scheduled()
    assert [is_live(first), is_live(second)] == [False, True]
    assert "no such table" in caplog.text


def test_whoever_wrote_it_last_is_told_that_it_could_not_be_taken_back(
    event: Make, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = event("Geht")
    page.save_revision(user=editor).publish()
    EventPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - MINUTE)

    def refuse(self: Any, **options: Any) -> None:
        raise ValidationError("Es geht nicht.")

    monkeypatch.setattr(Page, "unpublish", refuse)
    publish_scheduled()
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "Es geht nicht." in letter.body


def test_they_are_told_in_their_language(scheduled: Make, editor: User) -> None:
    UserProfile.objects.create(user=editor, preferred_language="en")
    in_the_way(scheduled("Zuerst"))
    publish_scheduled()
    (letter,) = mail.outbox
    assert letter.subject.endswith("could not be published or taken back")
    assert letter.body.startswith("The time for it has come, and this stood in the way:\n\n")
    assert letter.body.endswith("Until then it is tried again and again.")
