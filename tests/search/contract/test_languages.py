"""Asked in no language, the archive reads the question in all that are spoken there, and mends only what none of them knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cms.publishing.reading.filters import Filter
from search.asking import Reply, ask
from search.engines.base import Engine
from search.plan import plan
from search.query import SearchQuery
from tests.search.corpus import NOW, document, identity, vocabulary_of

THINGS = {
    "kadin": document("kadin", "2027 Kadın Konferansı", "Kadınlar için atölyeler. Çocuk bakımı ücretsizdir.", locale="tr"),
    "shuqaq": document("shuqaq", "مرافقة في البحث عن سكن", "نرافق القادمين الجدد إلى مواعيد معاينة الشقق", locale="ar"),
    "lanterns": document("lanterns", "Walking with lanterns", "Neighbours build lanterns of wire and paper.", locale="en"),
    "laender": document("laender", "Theater aus zwölf Ländern", "Die Ländern der Welt spielen in Ländern.", locale="de"),
    "vorstand": document("vorstand", "Vorstand werden, Mensch bleiben", "Haftung und Streit im Verein.", locale="de"),
    "vorstellung": document("vorstellung", "Vorstellung verschoben", "Die Vorstellung der Vorstellungen.", locale="de"),
    "kassel": document("kassel", "Treffen in Kassel", "Alle kamen nach Kassel.", locale="de"),
    "die": document("die", "Die der das", "Der Hof und die Stadt, das Haus und der Garten.", locale="de"),
}  # fmt: skip
NAMES = {identity(key): key for key in THINGS}
Asked = Callable[..., Reply]


@pytest.fixture
def asked(empty: Engine) -> Asked:
    """Asks an archive in four languages."""
    empty.rebuild(THINGS.values(), vocabulary_of(THINGS.values()))

    def asked(text: str, *, locale: str | None = None, **options: Any) -> Reply:
        return ask(empty, SearchQuery(text=text, filter=Filter(locale=locale), now=NOW, **options))

    return asked


def names(reply: Reply) -> list[str]:
    return [NAMES[each] for each, _ in reply.answer.ids]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kadın", "kadin"),
        ("kadınlar", "kadin"),
        ("KADINLARIN", "kadin"),
        ("kadinlar", "kadin"),
        ("atölye", "kadin"),
        ("الشقق", "shuqaq"),
        ("شقق", "shuqaq"),
        ("lantern", "lanterns"),
        ("lanterns", "lanterns"),
        ("neighbour", "lanterns"),
        ("Ländern", "laender"),
        ("Vorstände", "vorstand"),
    ],
)
def test_without_a_language_each_is_understood(asked: Asked, typed: str, first: str) -> None:
    reply = asked(typed)
    assert (names(reply)[:1], reply.corrected, reply.relaxed) == ([first], "", "")


def test_words_that_say_nothing_in_one_language_find_nothing_through_another(asked: Asked) -> None:
    assert names(asked("die Neighbours")) == ["lanterns"]
    assert "die" not in names(asked("the der lantern"))


@pytest.mark.parametrize("locale", [None, "de", "en", "tr"])
def test_what_any_language_knows_is_not_mended(asked: Asked, locale: str | None) -> None:
    assert asked("lantern", locale=locale).corrected == ""


@pytest.mark.parametrize(
    ("typed", "corrected", "first"),
    [
        ("Vorstannd", "Vorstand", "vorstand"),
        ("vorstannd", "vorstand", "vorstand"),
        ("Vorstnad", "Vorstand", "vorstand"),
        ("Vorstannd Kassel", "Vorstand Kassel", "vorstand"),
        ("neighbuors", "neighbours", "lanterns"),
    ],
)
@pytest.mark.parametrize("locale", [None, "own"])
def test_a_misspelt_word_is_mended_even_if_relatives_answer(
    asked: Asked, typed: str, corrected: str, first: str, locale: str | None
) -> None:
    reply = asked(typed, locale=locale and THINGS[first].locale)
    assert (reply.corrected, reply.relaxed) == (corrected, "spelling")
    assert first in names(reply)[:2]
    assert names(reply)[0] != "vorstellung"


def test_another_letter_in_a_short_word_is_mended_only_where_its_language_is_known(asked: Asked) -> None:
    assert asked("Kassal", locale="de").corrected == "Kassel"
    assert asked("Kassal").corrected == ""


@pytest.mark.parametrize("locale", [None, "de"])
@pytest.mark.parametrize("typed", ["Vorstanndswechsel", "Vorstandswehcsel"])
def test_a_slip_in_a_word_that_reads_like_a_compound_is_mended(empty: Engine, typed: str, locale: str | None) -> None:
    """Its parts would find their relatives, and nobody would offer the right spelling."""
    texts = (
        "Der Vorstannd und der Wehcsel",
        "Vorstandswechsel",
        "Wechsel im Vorstand",
        "Ein Vorstannd",
        "Noch ein Wehcsel",
    )
    documents = [document(text, text, text, locale="de") for text in texts]
    empty.rebuild(documents, vocabulary_of(documents))
    reply = ask(empty, SearchQuery(text=typed, filter=Filter(locale=locale), now=NOW))
    assert reply.corrected == "Vorstandswechsel"
    assert reply.answer.ids[0][0] == identity("Vorstandswechsel")


def test_a_new_compound_is_none(empty: Engine) -> None:
    documents = [document(text, text, locale="de") for text in ("Vereinsfeste", "Tisch", "Gruppe", "Fischgruppe")]
    empty.rebuild(documents, vocabulary_of(documents))
    assert ask(empty, SearchQuery(text="Tischgruppe", now=NOW)).corrected == ""


def test_another_letter_beside_another_error_is_mended_only_where_its_language_is_known(asked: Asked) -> None:
    assert asked("blanderns", locale="en").corrected == "lanterns"
    assert asked("blanderns").corrected == ""


@pytest.mark.parametrize("typed", ["VORSTANND NGO", '"Vorstannd"', "-Vorstannd", "20188", "Vors", "Kassel 2018"])
def test_acronyms_quotations_exclusions_and_numbers_stay(asked: Asked, typed: str) -> None:
    assert asked(typed).corrected == ""


def test_a_word_that_came_after_the_vocabulary_is_known_too(empty: Engine, asked: Asked) -> None:
    empty.write([document("kassel", "Vorstannd", "So schreibt er sich.", sequence=9)], [])
    assert (asked("Vorstannd").corrected, names(asked("Vorstannd"))[0]) == ("", "kassel")


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(locale="de", facets={"city": (("nirgendwo",),)}),
        Filter(locale="tr", types=("partner",), facets={"year": (("1999",),)}),
        Filter(types=("partner",)),
    ],
)
@pytest.mark.parametrize("page", [1, 7])
def test_nothing_found_is_followed_by_something(empty: Engine, asked: Asked, wanted: Filter, page: int) -> None:
    reply = ask(empty, SearchQuery(text="Xylophonquastenflosser", filter=wanted, now=NOW, page=page))
    assert (reply.relaxed, reply.answer.total) == ("newest", 0)
    assert reply.answer.ids


def test_the_newest_are_in_the_language_that_was_asked_for_if_it_has_any(asked: Asked) -> None:
    assert names(asked("Xylophonquastenflosser", locale="tr")) == ["kadin"]


def test_an_empty_archive_answers_with_nothing(empty: Engine) -> None:
    empty.rebuild([], vocabulary_of([]))
    assert ask(empty, SearchQuery(text="Fest", now=NOW)).answer.ids == ()


def test_nouns_weigh_more_in_a_german_question_whichever_languages_it_is_read_in(asked: Asked, empty: Engine) -> None:
    from search.asking import analyzers_over, read_in

    reading = read_in(None, analyzers_over(empty.vocabulary()))
    assert next(each.language.code for each in reading) == "de"
    weights = dict(plan("Wer wird in Kassel im Vorstand streit haben", reading).stems)
    assert weights["kassel"] > weights["streit"]
