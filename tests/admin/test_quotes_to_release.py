"""The desk lists the quotes that wait for their release, as the latest version of each page has them."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.admin.dashboard import desk_of
from cms.content.models import EventPage, PendingQuote, Person
from tests.content import making

pytestmark = pytest.mark.django_db
KEY = "c6f8e1e2-0000-4000-8000-00000000000{}"


def quotes(*values: dict[str, Any]) -> str:
    """A stream of these quotes."""
    blocks = [{"type": "quote", "id": KEY.format(at), "value": value} for at, value in enumerate(values)]
    return json.dumps(blocks)


def words(who: Person | None, **fields: Any) -> dict[str, Any]:
    """A quote that waits."""
    speaker = who.pk if who else None
    return {
        "text": "Wir sind da",
        "kind": "direct",
        "language": "de",
        "speaker": speaker,
        "release": "pending",
    } | fields


def written(*values: dict[str, Any], theme: str = "Zusammen wohnen") -> EventPage:
    page: EventPage = making.published(making.event(theme, title=theme, report=quotes(*values)))
    return page


def listed(user: User) -> list[tuple[str, str]]:
    """Titles and people of the list."""
    found = desk_of(User.objects.get(pk=user.pk), now=timezone.now()).quotes
    return [(line.page.draft_title, line.speaker) for line in found]


def test_a_quote_is_listed_until_the_latest_version_has_it_released(editor: User, desk: Client) -> None:
    page = written(words(who := making.person()))
    assert listed(editor) == [("Zusammen wohnen", "Ümit Koşan")]
    html = desk.get("/admin/").content.decode()
    assert "Zitate zur Freigabe" in html
    assert "Ümit Koşan" in html
    page.report = quotes(words(who, release="given"))
    page.save_revision()
    assert listed(editor) == []
    assert "Zitate zur Freigabe" not in desk.get("/admin/").content.decode()


def test_a_quote_of_a_draft_is_listed_too(editor: User) -> None:
    page = written()
    page.report = quotes(words(making.person()))
    page.save_revision()
    assert len(listed(editor)) == 1


def test_only_own_words_of_people_with_a_record_are_listed(editor: User) -> None:
    who = making.person()
    written(words(who, kind="reported"), words(None, name="Olga Ebert"), words(who, release="given"))
    assert listed(editor) == []


def test_what_somebody_was_asked_holds_for_these_words_alone(editor: User) -> None:
    page = written(words(who := making.person()))
    PendingQuote.objects.update(asked_at=timezone.now())
    page.lead = "Neu"
    page.save_revision()
    assert PendingQuote.objects.get().asked_at is not None
    page.report = quotes(words(who, text="Wir waren da"))
    page.save_revision()
    assert PendingQuote.objects.get().asked_at is None


def test_quotes_that_were_there_before_are_found_by_migrate(editor: User) -> None:
    page = written(words(who := making.person()))
    page.report = quotes(words(who), words(who, release="given"), words(None, name="Olga Ebert"))
    page.save_revision()
    PendingQuote.objects.all().delete()
    import_module("cms.content.migrations.0005_pending_quotes").fill(apps, None)
    assert [row.block_id for row in PendingQuote.objects.all()] == [KEY.format(0)]
    assert len(listed(editor)) == 1


def test_nobody_reads_of_quotes_on_pages_that_they_may_not_edit(editor: User) -> None:
    written(words(making.person()))
    GroupPagePermission.objects.filter(group=Group.objects.get(name="Redaktion")).delete()
    assert listed(editor) == []


def test_an_erased_person_is_asked_no_more(editor: User) -> None:
    written(words(who := making.person()))
    who.forget(today=timezone.localdate())
    who.save()
    assert listed(editor) == []


def test_more_quotes_are_no_more_questions(editor: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            listed(editor)
        return len(queries)

    who = making.person()
    written(words(who))
    few = asked()
    for at in range(4):
        written(words(who), words(who, text="Und wir bleiben"), theme=f"Nummer {at}")
    assert len(listed(editor)) == 5
    assert asked() == few
