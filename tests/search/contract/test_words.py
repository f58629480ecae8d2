"""What visitors type is found, however it is spelt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("kosan", "konferenz"),
        ("Koşan", "konferenz"),
        ("KOŞAN", "konferenz"),
        ("umit", "konferenz"),
        ("uemit", "konferenz"),
        ("Migranten", "konferenz"),
        ("Migrantinnen", "konferenz"),
        ("Migrant:innen", "konferenz"),
        ("MigrantInnen", "konferenz"),
        ("MO", "konferenz"),
        ("MOs", "konferenz"),
        ("MO's", "konferenz"),
        ("Fluechtlingspolitik", "konferenz"),
        ("FLÜCHTLINGSPOLITIK", "konferenz"),
        ("Asylproblem", "konferenz"),
        ("Jobcenter", "konferenz"),
        ("Ebert", "konferenz"),
        ("Netzwerk", "nemo"),
        ("Vereinen", "fest"),
        ("Fussballspiel", "fest"),
        ("Sprachlotse", "lotsen"),
        ("Schwimmkurs", "bad"),
    ],
)
def test_it_is_found_first(found: Found, typed: str, key: str) -> None:
    assert found(typed)[:1] == [key]


def test_a_part_of_a_compound_is_found(found: Found) -> None:
    assert "fest" in found("Fußball")
    assert "konferenz" in found("Politik")


def test_a_wrong_single_letter_in_a_quoted_word_does_not_hide_it(found: Found) -> None:
    assert "konferenz" in found("Modellprojekt")


def test_vemo_and_nemo_are_different_names(found: Found) -> None:
    assert found("VeMo") == ["konferenz"]
    assert found("NeMO") == ["nemo"]


def test_halle_is_no_beginning_of_hallenbad(found: Found) -> None:
    assert found("Halle") == ["konferenz"]


def test_words_are_or_ed_and_the_more_the_better(found: Found) -> None:
    assert found("Netzwerke Bundesverband Sommerfest")[:2] == ["nemo", "fest"]


def test_a_title_that_is_typed_in_full_comes_first(found: Found) -> None:
    assert found("sommerfest der vereine")[0] == "fest"


def test_an_exact_spelling_comes_before_its_relatives(found: Found) -> None:
    assert found("Geschichten")[0] == "laufend"


def test_quoted_words_must_stand_together(found: Found) -> None:
    assert found('"kommunale Flüchtlingspolitik"') == ["konferenz"]
    assert found('"Flüchtlingspolitik kommunale"') == []


def test_words_beside_a_phrase_rank_but_demand_nothing(found: Found) -> None:
    assert found('"kommunale Flüchtlingspolitik" Xylophon') == ["konferenz"]


def test_an_excluded_phrase_excludes(found: Found) -> None:
    assert "konferenz" not in found('Stadt -"kommunale Flüchtlingspolitik"')


def test_a_phrase_does_not_reach_over_the_end_of_a_passage(found: Found) -> None:
    assert found('"Olga Ebert Ein Modelprojekt"') == []


def test_a_leading_minus_excludes(found: Found) -> None:
    assert "konferenz" in found("Stadt")
    assert "konferenz" not in found("Stadt -Koşan")


def test_stop_words_alone_still_answer(found: Found) -> None:
    assert "bad" in found("das")


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "\x00",
        "* OR NEAR(",
        "title:x",
        "a" * 200,
        "(((((",
        "\\",
        "-",
        "--x",
        "💡",
        "{}[]^~",
        "%",
        "SELECT 1; --",
    ],
)
def test_nothing_that_can_be_typed_breaks_it(found: Found, typed: str) -> None:
    assert isinstance(found(typed), list)


def test_english_is_read_as_english(found: Found) -> None:
    from cms.publishing.reading.filters import Filter

    assert found("neighbour", filter=Filter(locale="en")) == ["english"]
