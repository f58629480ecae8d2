"""“Stimmt noch”: pages that nobody has looked at for a year are listed, and confirmed without a version that says nothing new."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageLogEntry, Revision

from cms.admin.care.confirming import old_pages
from cms.admin.models import Confirmation
from cms.content.models import CityProgrammeIndexPage, CityProgrammePage, HomePage, Programme, StandardPage
from cms.publishing.reading.index import live_batches
from tests.content.making import city, event, partner, published

pytestmark = pytest.mark.usefixtures("home")


def aged(page: Any, days: int = 400) -> Any:
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - dt.timedelta(days=days))
    return page


def standard(title: str = "Über uns") -> StandardPage:
    return published(StandardPage(title=title), below=HomePage)


def listed(user: User) -> list[str]:
    return [page.title for page in old_pages(User.objects.get(pk=user.pk), now=timezone.now())]


def someone(name: str, page: Page, *rights: str) -> User:
    """Somebody at the desk with these rights for this page alone."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        permission = Permission.objects.get(codename=f"{right}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = User.objects.create_user(name)
    user.groups.add(group)
    return user


def browser(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def test_a_new_installation_lists_nothing(editor: User) -> None:
    assert listed(editor) == []


def test_what_nobody_has_published_for_a_year_is_listed_the_oldest_first(editor: User) -> None:
    aged(standard("Neulich"), 300)
    aged(standard("Lange her"), 500)
    aged(partner("Verband"), 900)
    programme = Programme.objects.create(name="samo.fa")
    aged(
        published(
            CityProgrammePage(title="samo.fa Halle", programme=programme, city=city()), below=CityProgrammeIndexPage
        ),
        800,
    )
    aged(published(event("Fest")), 900)
    aged(standard("Zurückgezogen")).unpublish()
    unknown = Page.objects.filter(pk=standard("Niemand weiß").pk)
    unknown.update(first_published_at=None, last_published_at=None)
    assert listed(editor) == ["Niemand weiß", "Verband", "samo.fa Halle", "Lange her"]


def test_whoever_confirms_a_page_is_stored_with_the_day_and_nothing_else_changes(editor: User, desk: Client) -> None:
    page = aged(standard())
    before = Page.objects.values().get(pk=page.pk)
    versions = Revision.objects.count()
    documents = [entry.document for batch in live_batches(["page"], size=50) for entry in batch]
    response = desk.post(reverse("desk_confirm_page", args=[page.pk]), {"next": reverse("desk_old_pages")})
    assert response.headers["Location"] == reverse("desk_old_pages")
    confirmed = Confirmation.objects.get()
    assert (confirmed.page_id, confirmed.user_id) == (page.pk, editor.pk)
    assert timezone.now() - confirmed.at < dt.timedelta(minutes=1)
    entry = PageLogEntry.objects.get(page=page.pk, action="desk.confirm")
    assert (entry.user_id, entry.revision_id, entry.content_changed) == (editor.pk, None, False)
    assert Page.objects.values().get(pk=page.pk) == before
    assert Revision.objects.count() == versions
    assert [entry.document for batch in live_batches(["page"], size=50) for entry in batch] == documents
    assert listed(editor) == []
    assert "Stimmt noch" in desk.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()


def test_it_is_asked_again_a_year_after_the_confirmation(editor: User) -> None:
    page = aged(standard())
    Confirmation.objects.create(page=page, user=editor, at=timezone.now() - dt.timedelta(days=364))
    assert listed(editor) == []
    Confirmation.objects.update(at=timezone.now() - dt.timedelta(days=366))
    assert listed(editor) == ["Über uns"]
    page.save_revision().publish()
    assert listed(editor) == []


@pytest.mark.parametrize("address", ["/admin/", "/admin/stimmt-noch/"])
def test_the_button_stands_at_the_desk_and_confirms(editor: User, address: str) -> None:
    page, client = aged(standard()), browser(editor, enforce_csrf_checks=True)
    confirm = reverse("desk_confirm_page", args=[page.pk])
    html = client.get(address).content.decode()
    assert "Stimmt das noch?" in html
    (form,) = re.findall(rf'<form action="{confirm}".*?</form>', html, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields["next"] == address
    assert "noch: vermerkt" in client.post(confirm, fields, follow=True).content.decode()
    assert confirm not in client.get(address).content.decode()


@pytest.mark.parametrize("rights", [("change",), ("publish",), ()])
def test_nobody_else_sees_or_confirms_it(rights: tuple[str, ...]) -> None:
    page, other = aged(standard("Fremd")), standard("Eigen")
    user = someone("halb", page if rights else other, *(rights or ("change", "publish")))
    client = browser(user)
    assert client.post(reverse("desk_confirm_page", args=[page.pk])).status_code == 404
    assert not Confirmation.objects.exists()
    assert listed(user) == []
    assert "Fremd" not in client.get(reverse("desk_old_pages")).content.decode()


def test_only_a_form_of_the_desk_confirms(editor: User) -> None:
    address = reverse("desk_confirm_page", args=[aged(standard()).pk])
    client = browser(editor, enforce_csrf_checks=True)
    assert client.post(address).status_code == 403
    assert client.get(address).status_code == 405
    assert Client().post(address).status_code == 302
    assert not Confirmation.objects.exists()


def test_it_leads_to_no_other_site(desk: Client) -> None:
    response = desk.post(reverse("desk_confirm_page", args=[standard().pk]), {"next": "https://example.org/"})
    assert response.headers["Location"] == "/admin/"


def test_it_goes_with_the_page_and_stays_without_the_user(editor: User, desk: Client) -> None:
    page = aged(standard())
    desk.post(reverse("desk_confirm_page", args=[page.pk]))
    editor.delete()
    assert Confirmation.objects.get().user is None
    page.delete()
    assert not Confirmation.objects.exists()


def test_more_pages_are_no_more_questions(desk: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "Alt" in desk.get(reverse("desk_old_pages")).content.decode()
        return len(queries)

    aged(standard("Alt"))
    asked()
    few = asked()
    for number in range(5):
        aged(standard(f"Alt {number}"))
    assert asked() == few
