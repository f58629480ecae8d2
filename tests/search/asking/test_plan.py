"""A question becomes what an engine looks for."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Census
from search.occasions import ABOUT, HELD, NEAR, Bonus
from search.plan import MOST_WORDS, NOUN, OTHER, Plan, plan


def archive() -> Analyzers:
    census = Census()
    census.read(["Vereinswerkstatt der Häuser in Halle", "MO und Listen", "Plan B der LAMSA"], "de")
    census.read(["the houses listen"], "en")
    return Analyzers(census.vocabulary())


def asked(text: str, *locales: str) -> Plan:
    analyzers = archive()
    return plan(text, [analyzers.of(locale) for locale in locales or ("de",)])


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Häuser", {"haus": NOUN}),
        ("häuser in halle", {"haus": NOUN, "hall": NOUN}),
        ("Häuser in Halle besuchen", {"haus": NOUN, "hall": NOUN, "besuch": OTHER}),
        ("Häuser Halle besuchen", {"haus": NOUN, "hall": NOUN, "besuch": NOUN}),
        ("Wo sind alte häuser zu sehen", {"alt": NOUN, "haus": NOUN, "seh": NOUN}),
        ("alte Häuser und Haus alt sehen", {"alt": OTHER, "haus": NOUN, "seh": OTHER}),
        ("alte Häuser und sehen", {"alt": OTHER, "haus": NOUN, "seh": OTHER}),
        ("haus und alte Häuser sehen", {"haus": NOUN, "alt": OTHER, "seh": OTHER}),
        ("Häuser im Mai", {"haus": NOUN, "mai": OTHER}),
        ("der die das", {"der": NOUN, "die": NOUN, "das": NOUN}),
        ("mos", {"mo": NOUN}),
        ("Mosaik", {"mosaik": NOUN}),
        ("bs", {"bs": NOUN}),
        ("lamsas", {"lamsas": NOUN}),
        ("hallen", {"hall": NOUN}),
        ("", {}),
    ],
)
def test_words_are_weighed(text: str, stems: dict[str, float]) -> None:
    assert dict(asked(text).stems) == stems


def test_of_further_languages_only_what_they_have_is_looked_for() -> None:
    assert dict(asked("listen haeuser", "de", "en").stems) == {"list": NOUN, "haus": NOUN, "listen": NOUN}
    assert dict(asked("the Häuser", "de", "en").stems) == {"haus": NOUN}
    assert dict(asked("visit the old Houses", "en", "de").stems)["hous"] == NOUN


def test_capitals_say_most_in_the_language_that_a_question_is_likely_asked_in() -> None:
    weights = {"alt": OTHER, "haus": NOUN, "seh": OTHER}
    assert dict(asked("alte Häuser und sehen", "de", "en").stems) == weights


def test_parts_and_beginnings_of_words_find_too() -> None:
    found = asked("Hauskunst Halle Kunst")
    assert found.parts == ("haus",)
    assert (found.prefixes, found.short_prefixes) == (("hausk",), ("halle", "kunst"))


def test_neighbours_spelling_and_title_are_kept() -> None:
    found = asked("Häuser in Halle Häuser")
    assert found.pairs == (("haus", "hall"), ("hall", "haus"))
    assert found.spelt == ("häuser", "halle")
    assert found.title_keys == ("hausinhallhaus",)


def test_a_date_is_looked_for_as_such() -> None:
    found = asked("Fest 31. Mai 2018")
    assert found.is_dated
    assert found.occasions[:3] == (
        ("2018-05-31", Bonus(3 * HELD.base, HELD.factor)),
        ("about:2018-05-31", Bonus(3 * ABOUT.base, ABOUT.factor)),
        ("2018-05", NEAR),
    )
    assert len(found.occasions) == 3
    assert not asked("Fest").is_dated


def test_a_number_is_one_of_a_series() -> None:
    found = asked("Vereinswerkstatt III")
    assert ("vereinswerkstatt:3", HELD) in found.occasions
    assert asked("Vereinswerkstatt Halle").occasions == ()


def test_phrases_and_exclusions_are_kept_apart() -> None:
    found = asked('Fest "Häuser in Halle" -Listen -"neue Nachbarn" "..." -2018')
    assert found.phrases == (("hauser", "in", "halle"),)
    assert found.without == ("list", "2018")
    assert found.without_occasions == ("2018", "about:2018")
    assert found.without_phrases == (("neue", "nachbarn"),)
    assert asked("-Listen", "de", "en").without == ("list", "listen")


@pytest.mark.parametrize(
    ("text", "ranks", "finds", "asks"),
    [
        ("Fest", True, True, True),
        ("31.5.2018", True, True, True),
        ('"Fest"', True, True, True),
        ("-Fest", False, False, True),
        ("-2018", False, False, True),
        ('-"Fest"', False, False, True),
        ("", False, False, True),
        ("  ", False, False, True),
        ("…", False, False, False),
    ],
)
def test_a_plan_tells_whether_it_asks_for_anything(text: str, ranks: bool, finds: bool, asks: bool) -> None:
    found = asked(text)
    assert (found.ranks, found.finds, found.asks) == (ranks, finds, asks)


def test_occasions_stand_together_by_what_they_are_worth() -> None:
    found = Plan(occasions=(("a", HELD), ("b", NEAR), ("c", HELD)))
    assert found.bonuses == {HELD: ["a", "c"], NEAR: ["b"]}


def test_nobody_waits_for_a_question_without_end() -> None:
    text = " ".join(f"w{at}" for at in range(MOST_WORDS + 5))
    assert len(asked(text).stems) == MOST_WORDS


def test_nothing_is_read_in_no_language() -> None:
    assert plan("", []).is_blank
    assert plan("Fest", []).stems == ()
