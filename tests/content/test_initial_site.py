"""What a new installation begins with."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Locale, Page, Site, Workflow

from cms.content.default_groups import groups_that_may
from cms.content.initial_site import ensure_initial_site
from cms.content.models import EventIndexPage, HomePage, NewsIndexPage, StandardPage


def test_the_front_page_is_served_where_the_installation_is(db: None) -> None:
    home = ensure_initial_site("http://127.0.0.1:8010")
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == ("127.0.0.1", 8010, home.pk)
    ensure_initial_site("https://litfass.example")
    site.refresh_from_db()
    assert (site.hostname, site.port) == ("litfass.example", 443)


def test_it_is_made_once(db: None) -> None:
    first = ensure_initial_site("http://testserver")
    pages, groups = Page.objects.count(), Group.objects.count()
    assert ensure_initial_site("http://testserver") == first
    assert (Page.objects.count(), Group.objects.count()) == (pages, groups)


def test_what_an_editor_removed_stays_removed(home: HomePage) -> None:
    NewsIndexPage.objects.get().delete()
    ensure_initial_site("http://testserver")
    assert not NewsIndexPage.objects.exists()


def test_wagtails_welcome_is_gone_and_german_lists_are_there(home: HomePage) -> None:
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    slugs = list(home.get_children().live().values_list("slug", flat=True))
    assert slugs == ["veranstaltungen", "partner", "programme-vor-ort", "meldungen"]
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"de", "en"}


def test_legal_pages_wait_for_their_text(home: HomePage) -> None:
    waiting = StandardPage.objects.filter(live=False).values_list("slug", flat=True)
    assert set(waiting) == {"impressum", "datenschutz", "barrierefreiheit"}


@pytest.mark.parametrize(("group", "may_publish"), [("Redaktion", True), ("Mitarbeit", False)])
def test_editors_publish_and_contributors_hand_in(home: HomePage, group: str, may_publish: bool) -> None:
    user = User.objects.create_user("ada")
    user.groups.add(Group.objects.get(name=group))
    allowed = EventIndexPage.objects.get().permissions_for_user(User.objects.get(pk=user.pk))
    assert allowed.can_add_subpage()
    assert allowed.can_publish_subpage() is may_publish
    assert User.objects.get(pk=user.pk).has_perm("content.change_person")
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")
    assert User.objects.get(pk=user.pk).has_perm("content.delete_person") is may_publish


def test_what_is_handed_in_goes_to_the_editors(home: HomePage) -> None:
    workflow = EventIndexPage.objects.get().get_workflow()
    assert workflow == Workflow.objects.get(name="Freigabe durch die Redaktion")
    assert [group.name for group in workflow.tasks[0].specific.groups.all()] == ["Redaktion"]


def test_who_may_delete_records_may_publish_those_of_plugins_that_are_drafts(home: HomePage) -> None:
    allowed = {right: {group.name for group in groups_that_may(right)} for right in ("change", "publish", "lock")}
    assert allowed == {"change": {"Redaktion", "Mitarbeit"}, "publish": {"Redaktion"}, "lock": {"Redaktion"}}
