"""A type whose plugin is disabled for a site cannot be created there; what is there stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from cms.content import placing
from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, NewsIndexPage, NewsPage, base
from cms.extend import activation_cache, registry
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def news_of_halle() -> NewsIndexPage:
    home = ensure_initial_site("http://testserver", locale="de")
    found: NewsIndexPage = NewsIndexPage.objects.child_of(home).get()
    return found


@pytest.fixture
def news_of_kiel(news_of_halle: NewsIndexPage) -> NewsIndexPage:
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Kiel", slug="kiel"))
    Site.objects.create(hostname="kiel.example", root_page=home)
    found: NewsIndexPage = home.add_child(instance=NewsIndexPage(title="Meldungen"))
    return found


@pytest.fixture
def for_halle_only(news_of_halle: NewsIndexPage, news_of_kiel: NewsIndexPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """News belong to a plugin that is enabled for the first site alone."""
    news = replace(registry().type_of(NewsPage), plugin="zeitung")
    known = Registry({"zeitung": Contributions(page_types=(news,))})
    monkeypatch.setattr(base, "registry", lambda: known)
    Activation.objects.create(plugin="zeitung", site=news_of_halle.get_site().pk, enabled=True)
    activation_cache.forget()


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("redaktion", "r@example.org", "geheim"))
    return client


def test_it_can_be_created_where_its_plugin_is_enabled(
    for_halle_only: None, news_of_halle: NewsIndexPage, news_of_kiel: NewsIndexPage
) -> None:
    assert NewsPage.can_create_at(news_of_halle)
    assert not NewsPage.can_create_at(news_of_kiel)


def test_editors_are_offered_it_there_alone(
    for_halle_only: None, news_of_halle: NewsIndexPage, news_of_kiel: NewsIndexPage, desk: Client
) -> None:
    add = reverse("wagtailadmin_pages:add", args=["content", "newspage", news_of_halle.pk])
    assert desk.get(add).status_code == 200
    there = reverse("wagtailadmin_pages:add_subpage", args=[news_of_kiel.pk])
    assert "newspage" not in desk.get(there, follow=True).content.decode()
    assert desk.get(add.replace(f"/{news_of_halle.pk}/", f"/{news_of_kiel.pk}/")).status_code == 302
    assert not NewsPage.objects.exists()


def test_what_is_there_stays_public_and_can_be_edited(
    for_halle_only: None, news_of_kiel: NewsIndexPage, desk: Client
) -> None:
    page = news_of_kiel.add_child(instance=NewsPage(title="Altes aus Kiel"))
    page.save_revision().publish()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert desk.get(edit).status_code == 200
    page.refresh_from_db()
    assert page.live


@pytest.fixture
def page(for_halle_only: None, news_of_halle: NewsIndexPage, monkeypatch: pytest.MonkeyPatch) -> NewsPage:
    monkeypatch.setattr(placing, "registry", base.registry)
    made: NewsPage = news_of_halle.add_child(instance=NewsPage(title="Neues aus Halle"))
    made.save_revision().publish()
    return NewsPage.objects.get(pk=made.pk)


WAYS: dict[str, Callable[[Page, Page], Any]] = {
    "moved": lambda page, below: page.move(below, pos="last-child"),
    "copied": lambda page, below: page.copy(to=below),
    "as an alias": lambda page, below: page.create_alias(parent=below),
    "with what is above it": lambda page, below: page.get_parent().specific.copy(
        to=below.get_parent(), recursive=True, update_attrs={"slug": "kopie"}
    ),
    "moved with what is above it": lambda page, below: page.get_parent().specific.move(
        below.get_parent(), pos="last-child"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_page_comes_to_a_site_where_its_plugin_is_disabled(
    way: str, page: NewsPage, news_of_kiel: NewsIndexPage
) -> None:
    before = list(Page.objects.order_by("path").values_list("path", "title"))
    # The list of the other site would take its address.
    Page.objects.filter(pk=news_of_kiel.pk).update(slug="anders")
    with pytest.raises(ValidationError, match=r"plugin is disabled|Erweiterung"):
        WAYS[way](page, Page.objects.get(pk=news_of_kiel.pk).specific)
    assert list(Page.objects.order_by("path").values_list("path", "title")) == before


def test_the_desk_says_why(page: NewsPage, news_of_kiel: NewsIndexPage, desk: Client) -> None:
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, news_of_kiel.pk])
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    filled = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": str(news_of_kiel.pk)}
    for address, data in ((move, {}), (copy, filled), (copy, {**filled, "alias": "on"})):
        answer = desk.post(address, data, follow=True)
        assert answer.status_code in (200, 403)
    assert NewsPage.objects.count() == 1
    assert NewsPage.objects.get().get_parent().pk != news_of_kiel.pk


def test_within_its_site_a_page_can_be_moved_though_its_plugin_is_disabled(
    page: NewsPage, news_of_halle: NewsIndexPage
) -> None:
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    other = news_of_halle.get_parent().add_child(instance=NewsIndexPage(title="Früher", slug="frueher"))
    assert page.can_move_to(other)
    page.move(other, pos="last-child")
    assert page.get_parent() is not None


def test_code_adds_none_either(
    for_halle_only: None,
    news_of_halle: NewsIndexPage,
    news_of_kiel: NewsIndexPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "registry", base.registry)
    with pytest.raises(ValidationError, match=r"Erweiterung|plugin is disabled"):
        news_of_kiel.add_child(instance=NewsPage(title="Aus Kiel"))
    assert not NewsPage.objects.exists()
    assert news_of_halle.add_child(instance=NewsPage(title="Aus Halle")).pk
