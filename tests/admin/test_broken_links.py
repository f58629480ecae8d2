"""Links of published pages that lead nowhere are told at the desk, to those alone who may edit the pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupPagePermission, Locale, Page, PageViewRestriction

from cms.admin.care.broken_links import pages_with_broken_links
from cms.content.models import EventPage, HomePage, StandardPage
from cms.publishing.reading import memory
from tests.content.making import event, published

pytestmark = pytest.mark.usefixtures("home")


def stream(*blocks: tuple[str, Any]) -> str:
    return json.dumps([{"type": name, "value": value, "id": str(uuid4())} for name, value in blocks])


def link(key: int, kind: str = "page") -> tuple[str, str]:
    return "paragraph", f'<p>Mehr im <a linktype="{kind}" id="{key}">Ziel der Reise</a></p>'


def call(key: int) -> tuple[str, Any]:
    return "call_to_action", {"text": "Jetzt anmelden", "lead": "", "page": key, "url": "", "style": "primary"}


def related(key: int) -> tuple[str, Any]:
    return "related", {"title": "", "pages": [{"type": "item", "value": key, "id": str(uuid4())}], "topics": []}


def page(title: str, *blocks: tuple[str, Any]) -> StandardPage:
    return published(StandardPage(title=title, body=stream(*blocks)), below=HomePage)


def told(user: User) -> dict[str, list[str]]:
    """What is wrong, by the title of the page."""
    return {
        str(each.page.title): [fault.words for fault in each.faults]
        for each in pages_with_broken_links(User.objects.get(pk=user.pk))
    }


def test_each_kind_of_link_to_a_page_that_was_deleted_is_told(editor: User) -> None:
    target = page("Ziel")
    page("Quelle", link(target.pk), call(target.pk), related(target.pk))
    published(event("Fest", announcement=stream(link(target.pk))))
    assert told(editor) == {}
    target.delete()
    found = told(editor)
    assert found["Quelle"] == ["Führt zu einer Seite, die gelöscht wurde."] * 3
    assert len(found) == 2
    (quelle,) = [each for each in pages_with_broken_links(editor) if each.page.title == "Quelle"]
    assert {fault.where for fault in quelle.faults} >= {"Text → Absatz"}
    assert all("#:w:contentpath=body." in fault.form_url for fault in quelle.faults)


def test_it_is_told_for_as_long_as_the_link_is_published(editor: User) -> None:
    target = page("Ziel")
    source = page("Quelle", link(target.pk))
    target.delete()
    source.body = stream(("paragraph", "<p>Nichts mehr.</p>"))
    source.save_revision()
    assert list(told(editor)) == ["Quelle"]
    source.save_revision().publish()
    assert told(editor) == {}


def test_a_link_that_stays_in_the_text_is_told_after_the_next_publication_too(editor: User) -> None:
    target = page("Ziel")
    source = page("Quelle", link(target.pk))
    target.delete()
    StandardPage.objects.get(pk=source.pk).save_revision().publish()
    assert list(told(editor)) == ["Quelle"]


def test_what_is_not_public_is_told_with_its_reason(editor: User) -> None:
    target = page("Ziel")
    page("Quelle", link(target.pk))
    target.unpublish()
    assert told(editor) == {"Quelle": ["Führt zu „Ziel“, das nicht veröffentlicht ist."]}
    target.save_revision().publish()
    assert told(editor) == {}
    Page.objects.filter(pk=target.pk).update(expire_at=timezone.now() - dt.timedelta(hours=1))
    assert told(editor) == {"Quelle": ["Führt zu „Ziel“, das nicht mehr öffentlich ist."]}
    Page.objects.filter(pk=target.pk).update(expire_at=None)
    PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    assert told(editor) == {"Quelle": ["Führt zu „Ziel“, das nicht alle sehen dürfen."]}


def test_links_within_a_closed_part_and_links_of_drafts_are_nobodys_fault(editor: User) -> None:
    target = page("Ziel")
    closed = page("Intern", link(target.pk))
    draft = page("Entwurf", link(target.pk))
    draft.unpublish()
    target.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert told(editor) == {}


def test_a_file_that_is_gone_is_told(editor: User) -> None:
    file = get_document_model().objects.create(
        title="Satzung", file=ContentFile(b"x", "satzung.pdf"), collection=Collection.get_first_root_node()
    )
    page("Quelle", link(file.pk, "document"))
    assert told(editor) == {}
    file.delete()
    assert told(editor) == {"Quelle": ["Führt zu einer Datei, die gelöscht wurde."]}


def test_a_field_that_the_database_emptied_is_no_link(editor: User) -> None:
    other = published(event("Ersatz"))
    moved = published(event("Fest", status="postponed", status_note="Sturm.", replaced_by=other))
    other.delete()
    assert EventPage.objects.get(pk=moved.pk).replaced_by is None
    assert told(editor) == {}


def test_a_link_that_leads_to_a_translation_is_none_that_is_broken(home: HomePage, editor: User) -> None:
    english = Locale.objects.get(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    target = page("Ziel")
    translated = target.copy_for_translation(english)
    translated.slug = "target"
    translated.save_revision().publish()
    source = page("Quelle", link(target.pk)).copy_for_translation(english)
    source.title = source.slug = "source"
    source.save_revision().publish()
    target.unpublish()
    assert list(told(editor)) == ["Quelle"]


def author_of(section: Page) -> User:
    """Someone who edits this part of the tree alone."""
    group = Group.objects.create(name=f"Nur {section.title}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="change_page")
    )
    user = User.objects.create_user(f"nur-{section.pk}")
    user.groups.add(group)
    return user


def test_nothing_is_told_of_pages_of_others_nor_what_is_theirs(editor: User) -> None:
    secret = page("Geheimer Plan")
    page("Fremd", link(secret.pk))
    own = page("Eigen", link(secret.pk))
    secret.unpublish()
    author = author_of(own)
    assert told(author) == {"Eigen": ["Führt zu einer Seite, die nicht öffentlich ist."]}
    client = Client()
    client.force_login(author)
    for address in (reverse("wagtailadmin_home"), reverse("desk_broken_links")):
        html = client.get(address).content.decode()
        assert "Eigen" in html, address
        assert "Fremd" not in html, address
        assert "Geheimer Plan" not in html, address


def test_more_links_are_no_more_questions(editor: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert told(editor)
        return len(queries)

    def add(number: int) -> None:
        for at in range(number):
            draft, gone = page(f"Entwurf {at}"), page(f"Weg {at}")
            page(f"Quelle {at}", link(draft.pk), call(gone.pk))
            draft.unpublish()
            gone.delete()

    add(1)
    told(editor)
    few = asked()
    add(4)
    assert asked() == few <= 20


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is remembered, as outside of transactions."""
    monkeypatch.setattr(memory, "may_remember", lambda: True)


@pytest.mark.parametrize(
    "hide",
    [
        lambda target: target.delete(),
        lambda target: target.unpublish(),
        lambda target: PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN),
    ],
)
def test_what_is_remembered_is_told_at_once_all_the_same(
    editor: User, remembering: None, hide: Callable[[StandardPage], Any]
) -> None:
    target = page("Ziel")
    assert told(editor) == {}
    source = page("Quelle", link(target.pk))
    assert told(editor) == {}
    hide(target)
    assert list(told(editor)) == ["Quelle"]
    source.body = "[]"
    source.save_revision().publish()
    assert told(editor) == {}


def test_a_file_that_goes_is_told_at_once_too(editor: User, remembering: None) -> None:
    file = get_document_model().objects.create(
        title="Satzung", file=ContentFile(b"x", "satzung.pdf"), collection=Collection.get_first_root_node()
    )
    page("Quelle", link(file.pk, "document"))
    assert told(editor) == {}
    file.delete()
    assert list(told(editor)) == ["Quelle"]


def test_to_open_the_desk_again_looks_for_nothing_anew(editor: User, remembering: None) -> None:
    page("Quelle", link(page("Ziel").pk))
    told(editor)
    with CaptureQueriesContext(connection) as queries:
        told(editor)
    assert not any("NOT (" in query["sql"] and "to_object_id" in query["sql"] for query in queries.captured_queries)


def test_the_desk_lists_some_and_its_page_all(desk: Client) -> None:
    target = page("Ziel")
    for at in range(7):
        page(f"Quelle {at}", link(target.pk))
    assert "Links, die nirgends hinführen" not in desk.get("/admin/").content.decode()
    target.delete()
    html = desk.get("/admin/").content.decode()
    assert "Links, die nirgends hinführen" in html
    assert "Quelle 4" in html
    assert "Quelle 5" not in html
    assert reverse("desk_broken_links") in html
    whole = desk.get(reverse("desk_broken_links")).content.decode()
    assert all(f"Quelle {at}" in whole for at in range(7))
