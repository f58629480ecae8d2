"""A type whose plugin is disabled for a site cannot be created there; what is there stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from cms.content.models import HomePage, NewsIndexPage, NewsPage, base
from cms.content.skeleton import ensure_skeleton
from cms.extend import registry, state
from cms.extend.models import Activation
from cms.extend.points import Contributions
from cms.extend.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def news_of_halle() -> NewsIndexPage:
    home = ensure_skeleton("http://testserver", locale="de")
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
    state.forget()


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
