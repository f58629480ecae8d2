"""Addresses never say the opposite of the title (T1)."""

from __future__ import annotations

import pytest

from cms.content.models import EventIndexPage, NewsIndexPage, NewsPage
from cms.content.slugs import slugify_de
from tests.content import making


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("„(K)EINE Rolle der Migrantenorganisationen?“", "k-eine-rolle-der-migrantenorganisationen"),
        ("Migrant*innen, Migrant:innen und Migrant_innen", "migrant-innen-migrant-innen-und-migrant-innen"),
        ("Straße", "strasse"),
        ("STRAẞE", "strasse"),
        ("Förderverein Übermut", "foerderverein-uebermut"),
        ("Fo\u0308rderverein", "foerderverein"),
        ("Işık, İstanbul und Koşan", "isik-istanbul-und-kosan"),
        ("Förderung von MO’s", "foerderung-von-mos"),
        ("Gemein\xadsam im\xa0Alltag", "gemeinsam-im-alltag"),
        ("Halle (Saale)", "halle-saale"),
        ("50 % mehr – 2. Treffen", "50-mehr-2-treffen"),
        ("مرحبا", ""),
    ],
)
def test_a_german_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert slugify_de(title) == slug


def test_an_address_is_not_cut_within_its_last_hyphen() -> None:
    assert slugify_de("ab cd", max_length=3) == "ab"


def test_a_page_gets_its_address_from_its_title(home: object) -> None:
    page = making.published(making.event("(K)EINE Rolle?", title="(K)EINE Rolle für Förderer?"))
    assert page.slug == "k-eine-rolle-fuer-foerderer"


def test_a_draft_gets_it_too(home: object) -> None:
    page = NewsPage(title="(K)ein Straßenfest", live=False)
    NewsIndexPage.objects.get().add_child(instance=page)
    assert page.slug == "k-ein-strassenfest"


def test_two_pages_of_one_title_have_two_addresses(home: object) -> None:
    first, second = (making.published(making.event("Straßenfest", format="celebration")) for _ in range(2))
    assert first.slug == "strassenfest-fest-in-halle-saale"
    assert second.slug == f"{first.slug}-2"


def test_a_page_checked_before_it_has_a_place_finds_a_free_address_later(home: object) -> None:
    making.published(NewsPage(title="Straßenfest"), below=NewsIndexPage)
    page = NewsPage(title="Straßenfest", live=False)
    page.full_clean(exclude=["path", "depth", "content_type", "locale"])
    NewsIndexPage.objects.get().add_child(instance=page)
    assert page.slug == "strassenfest-2"


def test_a_title_without_latin_letters_has_an_address(home: object) -> None:
    page = making.published(NewsPage(title="مرحبا بكم"), below=NewsIndexPage)
    assert page.slug == page.translation_key.hex[:8]


def test_lists_have_german_addresses(home: object) -> None:
    assert EventIndexPage.objects.get().get_url_parts()[2] == "/veranstaltungen/"


def test_a_record_has_a_key_without_title(home: object) -> None:
    first = making.person("Ümit", "Koşan", honorific="Dr.")
    second = making.person("Umit", "Kosan")
    third = making.person("Umit", "Kosan")
    assert [first.slug, second.slug, third.slug] == ["uemit-kosan", "umit-kosan", "umit-kosan-2"]
