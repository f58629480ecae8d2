"""Headlines are composed from what is known, and are the editor's own as soon as they want it."""

from __future__ import annotations

from django.utils import translation

from cms.content.headlines import bare, headline
from tests.content import making


def test_theme_format_and_city_make_a_headline(home: object) -> None:
    page = making.published(making.event("(K)EINE Rolle der Migrantenorganisationen?", format="conference"))
    assert page.title == "„(K)EINE Rolle der Migrantenorganisationen?“ – Konferenz in Halle (Saale)"


def test_what_is_unknown_is_left_out() -> None:
    with translation.override("de"):
        assert headline("Fest", kind="", cities=[]) == "Fest"
        assert headline("Fest", kind="Workshop", cities=[]) == "„Fest“ – Workshop"
        assert headline("Fest", kind="", cities=["Leipzig", "Kiel"]) == "„Fest“ – Leipzig, Kiel"


def test_an_english_page_has_an_english_headline() -> None:
    with translation.override("en"):
        assert headline("Party", kind="Workshop", cities=["Kiel"]) == "“Party” – Workshop in Kiel"


def test_a_long_theme_stands_alone() -> None:
    assert headline("x" * 250, kind="Workshop", cities=["Halle (Saale)"]) == "x" * 250


def test_marks_around_a_theme_are_taken_off_and_those_within_stay() -> None:
    assert bare("„(K)EINE Rolle?“") == "(K)EINE Rolle?"
    assert bare(' "Hallo" ') == "Hallo"
    assert bare("„Gemeinsam“ und „stark“") == "„Gemeinsam“ und „stark“"
    assert bare("„") == "„"


def test_an_editors_own_headline_stays(home: object) -> None:
    page = making.published(making.event("Zusammen wohnen", title="Wer wohnt wo?"))
    assert page.title == "Wer wohnt wo?"
