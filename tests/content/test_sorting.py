"""Lists are sorted as a German reader expects it (T14, T15)."""

from __future__ import annotations

import pytest

from cms.content.sorting import sort_key
from tests.content import making


def test_titles_and_legal_forms_do_not_count() -> None:
    assert sort_key("Prof. Dr. Ümit Koşan") == "umit kosan"
    assert sort_key("Förderverein der Deutschen aus Russland\xa0e.V.") == "forderverein der deutschen aus russland"
    assert sort_key("Brücke gGmbH") == "brucke"


def test_turkish_letters_stand_with_their_german_neighbours() -> None:
    names = ["Işık", "Ipek", "İnan", "Koşan", "Kosak", "Kötter", "Kotz", "Çelik", "Cem", "Zimmer"]
    assert sorted(names, key=sort_key) == [
        "Çelik",
        "Cem",
        "İnan",
        "Ipek",
        "Işık",
        "Kosak",
        "Koşan",
        "Kötter",
        "Kotz",
        "Zimmer",
    ]


def test_capitals_do_not_make_another_theme() -> None:
    """T3: „(K)EINE“ in the headline is „(K)Eine“ in the text."""
    assert sort_key("„(K)EINE Rolle“") == sort_key("(K)Eine Rolle")


@pytest.mark.django_db
def test_people_sort_by_family_name_without_title() -> None:
    who = making.person("Ümit", "Koşan", honorific="Dr.")
    assert str(who) == "Dr. Ümit Koşan"
    assert who.sort_name == "Koşan, Ümit"
    assert who.sort_key == "kosan umit"


@pytest.mark.django_db
def test_an_editor_may_sort_a_name_elsewhere() -> None:
    who = making.person("Thanh Hà", "Nguyễn", sort_name="Nguyen, Thanh Ha")
    assert who.sort_key == "nguyen thanh ha"


@pytest.mark.django_db
def test_a_legal_name_keeps_what_sorting_leaves_out() -> None:
    from cms.content.initial_site import ensure_initial_site

    ensure_initial_site("http://testserver")
    found = making.partner("Förderverein e. V.", legal_name="Förderverein der Deutschen E.V.")
    assert found.legal_name == "Förderverein der Deutschen\xa0e.V."
    assert found.title == "Förderverein\xa0e.V."
