"""The foot of every page leads to imprint, privacy and accessibility, each in the reader's language if there, else in the site's own."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, StandardPage
from tests.site.page import Page

ROLES = ("imprint", "privacy", "accessibility")


@pytest.fixture
def home(db: None) -> HomePage:
    """A site in German with all legal pages, and an English front page."""
    home = ensure_initial_site("http://testserver")
    for page in StandardPage.objects.exclude(legal_role="none"):
        page.save_revision().publish()
    home.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    return home


def translate(page: StandardPage) -> None:
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translated.title = translated.title + " (English)"
    translated.save_revision().publish()


def links(path: str) -> dict[str, str | None]:
    """The language of each legal link at the foot that is not the page's own."""
    page = Page(Client().get(path))
    marked = {attributes["href"]: attributes for attributes in page.all("a")}
    titles = {each.title: each.url for each in StandardPage.objects.live().exclude(legal_role="none")}
    return {title: marked[url].get("lang") for title, url in titles.items() if url in marked}


TRANSLATED = [set(chosen) for number in range(4) for chosen in combinations(ROLES, number)]


@pytest.mark.parametrize("translated", TRANSLATED, ids=lambda chosen: "-".join(sorted(chosen)) or "none")
def test_each_role_falls_back_by_itself(home: HomePage, translated: set[str]) -> None:
    for page in StandardPage.objects.filter(legal_role__in=translated):
        translate(page)
    # A page without a role that is translated takes no other along.
    home.add_child(instance=(other := StandardPage(title="Über uns")))
    other.save_revision().publish()
    translate(other)
    expected = {
        f"{page.title} (English)" if page.legal_role in translated else page.title: None
        if page.legal_role in translated
        else "de"
        for page in StandardPage.objects.filter(legal_role__in=ROLES, locale__language_code="de")
    }
    assert links("/en/") == expected
    hreflang = {attributes.get("hreflang") for attributes in Page(Client().get("/en/")).all("a", lang="de")}
    assert hreflang == {"de"}


def test_the_default_language_shows_its_own(home: HomePage) -> None:
    translate(StandardPage.objects.get(legal_role="privacy"))
    assert links("/") == {"Impressum": None, "Datenschutz": None, "Barrierefreiheit": None}
