"""A question is asked as it was typed, then more and more loosely; there is always something to read."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from cms.publishing.reading.filters import Filter, Phase
from search import asking
from search.analysis.vocabulary import Census, Vocabulary
from search.asking import analyzers_over, ask, read_in
from search.engines.base import Answer
from search.plan import Plan
from search.query import SearchQuery, Sort
from tests.search.fakes import NOTHING, FakeEngine

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
THING = uuid4()
IN_HALLE = Filter(locale="de", facets={"city": (("halle",),)}, when=(Phase.PAST,))


def vocabulary(**texts: str) -> Vocabulary:
    census = Census()
    for language, text in texts.items():
        census.read([text], language)
    return census.vocabulary()


def one(identity: UUID = THING, **facets: Any) -> Answer:
    return Answer(((identity, 1.5),), 1, facets)


def stems(plan: Plan) -> list[str]:
    return [stem for stem, _weight in plan.stems]


def engine_that_knows(*words: str, **texts: str) -> FakeEngine:
    """Answers questions for one of these stems, and demands no phrase."""

    def answer(plan: Plan, query: SearchQuery) -> Answer:
        return one() if {*words} & {*stems(plan)} and not plan.phrases else NOTHING

    engine = FakeEngine(answer=answer)
    engine.known = vocabulary(**texts)
    return engine


def query(text: str, **options: Any) -> SearchQuery:
    return SearchQuery(text=text, filter=options.pop("filter", IN_HALLE), now=NOW, **options)


def test_what_is_found_is_the_answer_and_nothing_else_is_asked() -> None:
    engine = engine_that_knows("theat", de="Theater Theater")
    reply = ask(engine, query("Theater"))
    assert (reply.answer, reply.corrected, reply.relaxed) == (one(), "", "")
    assert reply.plan == engine.asked[0][0]
    assert [asked for _plan, asked in engine.asked] == [query("Theater")]
    assert reply.analyzers.vocabulary is engine.known


@pytest.mark.parametrize(("found", "total"), [(one(), 1), (NOTHING, 0)])
def test_who_types_nothing_asks_for_all_there_is(found: Answer, total: int) -> None:
    engine = FakeEngine(answer=lambda plan, query: found if plan.is_blank else one())
    reply = ask(engine, query("  "))
    assert (reply.answer.total, reply.relaxed, len(engine.asked)) == (total, "", 1)


def test_what_means_nothing_is_not_asked() -> None:
    engine = FakeEngine(answer=lambda plan, query: one())
    reply = ask(engine, query("…"))
    assert (reply.answer.total, reply.relaxed) == (0, "newest")
    assert [plan.is_blank for plan, _query in engine.asked] == [True]


def test_a_misspelt_word_is_corrected_where_no_language_has_it() -> None:
    engine = engine_that_knows("demokrati", de="Demokratie Demokratie Theater")
    asked = query("Demokratei", facets=("city",), page=3, page_size=7)
    reply = ask(engine, asked)
    assert (reply.answer.total, reply.corrected, reply.relaxed) == (1, "Demokratie", "spelling")
    (anywhere, of_anywhere), (_better, of_better) = engine.asked
    assert anywhere == Plan(stems=tuple((stem, 1.0) for stem in stems(anywhere)))
    assert (of_anywhere.filter, of_anywhere.facets, of_anywhere.page, of_anywhere.page_size) == (Filter(), (), 1, 1)
    assert of_better == asked


def test_a_word_that_the_archive_has_meanwhile_is_not_corrected() -> None:
    """The vocabulary may be older than a thing that has it."""
    engine = engine_that_knows("demokratei", de="Demokratie Demokratie Theater")
    reply = ask(engine, query("Demokratei"))
    assert (reply.answer.total, reply.corrected, reply.relaxed) == (1, "", "")


def test_a_correction_that_finds_nothing_is_none() -> None:
    engine = engine_that_knows("nichts", de="Demokratie Demokratie Theater")
    reply = ask(engine, query("Demokratei"))
    assert (reply.answer.total, reply.corrected, reply.relaxed) == (0, "", "newest")
    assert "demokratei" in stems(reply.plan)


def test_words_that_need_not_stand_together_are_the_next_best() -> None:
    engine = engine_that_knows("theat", de="Theater der Stadt")
    reply = ask(engine, query('"Theater der Stadt"'))
    assert (reply.answer.total, reply.corrected, reply.relaxed) == (1, "", "words")
    assert not reply.plan.phrases


def test_what_demands_nothing_is_not_asked_twice() -> None:
    engine = engine_that_knows("nichts", de="Theater der Stadt")
    reply = ask(engine, query("Theater"))
    assert reply.relaxed == "newest"
    assert [plan.is_blank for plan, _query in engine.asked] == [False, True, True]


def test_the_newest_within_the_filter_are_the_last_resort() -> None:
    newest = uuid4()
    engine = FakeEngine(answer=lambda plan, query: one(newest) if plan.is_blank else NOTHING)
    reply = ask(engine, query("Theater", facets=("city",), page=4, sort=Sort.OLDEST))
    assert (reply.answer.ids, reply.answer.total, reply.relaxed) == (((newest, 1.5),), 0, "newest")
    _plan, asked = engine.asked[-1]
    assert (asked.filter, asked.facets, asked.sort, asked.page) == (IN_HALLE, (), Sort.NEWEST, 1)
    assert asked.page_size == 10


def test_facets_stay_those_of_the_question() -> None:
    def answer(plan: Plan, query: SearchQuery) -> Answer:
        return one(city={"kiel": 9}) if plan.is_blank else Answer((), 0, {"city": {"halle": 0}})

    assert ask(FakeEngine(answer=answer), query("Theater", facets=("city",))).answer.facets == {"city": {"halle": 0}}


def test_where_the_filter_leaves_nothing_all_in_its_language_is_offered() -> None:
    def answer(plan: Plan, query: SearchQuery) -> Answer:
        return one() if plan.is_blank and query.filter == Filter(locale="de") else NOTHING

    engine = FakeEngine(answer=answer)
    assert ask(engine, query("Theater")).answer.ids == one().ids
    assert [asked.filter for plan, asked in engine.asked if plan.is_blank] == [IN_HALLE, Filter(locale="de")]


def test_the_language_of_the_filter_is_that_of_the_question() -> None:
    engine = FakeEngine()
    engine.known = vocabulary(de="Theater", en="meetings")
    reply = ask(engine, query("meetings", filter=Filter(locale="en")))
    assert stems(reply.plan) == ["meet"]


def test_an_empty_archive_has_nothing_to_offer() -> None:
    reply = ask(FakeEngine(), query("Theater"))
    assert (reply.answer, reply.relaxed) == (NOTHING, "newest")
    assert asking.newest_of(FakeEngine(), query("")) == NOTHING


def test_analyzers_are_kept_as_long_as_their_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = vocabulary(de="Theater"), vocabulary(de="Theater")
    kept = analyzers_over(first)
    assert kept.vocabulary is first
    assert analyzers_over(first) is kept
    assert analyzers_over(second) is not kept
    assert asking._analyzers.vocabulary is second


@pytest.mark.parametrize(
    ("locale", "texts", "languages"),
    [
        ("en", {"de": "Theater", "tr": "tiyatro"}, ["en"]),
        (None, {"tr": "tiyatro", "en": "theatre"}, ["de", "tr", "en"]),
        (None, {"de": "Theater"}, ["de"]),
        ("", {"de-x-ls": "Theater", "de": "Theater"}, ["de"]),
    ],
)
def test_a_question_is_read_in_its_language_or_in_all_that_are_spoken_here(
    locale: str | None, texts: dict[str, str], languages: list[str]
) -> None:
    read = read_in(locale, analyzers_over(vocabulary(**texts)))
    assert [each.language.code for each in read] == languages


def test_an_empty_archive_is_asked_in_all_languages_of_the_site(settings: Any) -> None:
    settings.LANGUAGES = [("de", "Deutsch"), ("de-x-ls", "Leichte Sprache"), ("ar", "Arabisch")]
    assert [each.language.code for each in read_in(None, analyzers_over(Vocabulary()))] == ["de", "ar"]
