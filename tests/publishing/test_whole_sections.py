"""What happens to a part of the tree happens to all that is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.documents.models import Document
from wagtail.models import Collection, Page, PageViewRestriction, Site

from cms.content.models import EventPage
from cms.publishing import receivers, synchronising
from cms.publishing.models import EntryState
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]


def test_all_that_is_below_gets_its_new_address(event: Make) -> None:
    pages = [event(theme) for theme in ("Zuerst", "Danach", "Zuletzt")]
    above = pages[0].get_parent().specific
    above.slug = "termine"
    above.save_revision().publish()
    assert {entry_of(page).path.split("/")[1] for page in pages} == {"termine"}


def test_what_moves_to_another_site_belongs_there_though_its_path_stays(home: Any, event: Make) -> None:
    other = home.copy(recursive=True, to=Page.get_first_root_node(), update_attrs={"slug": "zwei"})
    site = Site.objects.create(hostname="zwei.example.org", root_page=other)
    page = event()
    before = entry_of(page)
    page.move(Page.objects.child_of(other).get(slug=page.get_parent().slug), pos="last-child")
    after = entry_of(EventPage.objects.get(pk=page.pk))
    assert (after.path, after.site) == (before.path, site.pk)


def test_what_is_no_public_thing_itself_closes_what_is_below(event: Make) -> None:
    page = event()
    PageViewRestriction.objects.create(page=Page.objects.get(depth=1), restriction_type="login")
    assert entry_of(page).state == EntryState.WITHDRAWN


def test_copies_of_what_is_below_go_with_it(event: Make) -> None:
    page = event()
    copy = page.get_parent().create_alias(parent=page.get_parent().get_parent(), update_slug="kopie", recursive=True)
    below = copy.get_children().get().specific
    assert entry_of(below).state == EntryState.LIVE
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert [entry_of(each).state for each in (page, below)] == [EntryState.WITHDRAWN] * 2


@pytest.mark.parametrize("at_a_time", [1, 2, 500])
def test_whatever_is_hidden_past_all_forms_is_withdrawn(
    event: Make, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synchronising, "AT_A_TIME", at_a_time)
    pages = [event(theme) for theme in ("Zuerst", "Danach", "Zuletzt")]
    kept = event("Bleibt")
    EventPage.objects.filter(pk__in=[page.pk for page in pages]).update(live=False)
    synchronising.withdraw_hidden()
    assert {entry_of(page).state for page in pages} == {EntryState.WITHDRAWN}
    assert entry_of(kept).state == EntryState.LIVE


def test_a_collection_that_is_renamed_or_moved_may_hide_its_files(
    home: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(receivers, "synchronise_files", lambda: asked.append("files"))
    with django_capture_on_commit_callbacks(execute=True):
        collection = Collection.get_first_root_node().add_child(name="Bilder")
        document = Document.objects.create(title="Satzung", file="satzung.pdf", collection=collection)
        document.title = "Satzung von 2018"
        document.save()
    assert not asked
    with django_capture_on_commit_callbacks(execute=True):
        collection.name = "Fotos"
        collection.save()
    assert asked == ["files"]


def test_who_has_moved_a_collection_is_not_told_that_they_failed_when_what_follows_does(
    home: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail() -> None:
        raise ConnectionError

    collection = Collection.get_first_root_node().add_child(name="Bilder")
    monkeypatch.setattr(receivers, "synchronise_files", fail)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        collection.name = "Fotos"
        collection.save()
    assert fail in callbacks
