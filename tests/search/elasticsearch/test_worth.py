"""What each piece of a question adds to a score, as a share of what Elasticsearch counts for it alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from search.analysis.vocabulary import Vocabulary
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.asking import request
from search.plan import Plan
from search.query import SearchQuery, Sort
from tests.search.corpus import NOW, document, identity, vocabulary_of

pytestmark = pytest.mark.elastic

WORDS = Plan(stems=(("rat", 1.0),))
STORED: Mapping[str, dict[str, Any]] = {
    "rat": {"body": "rat", "title_key": "rat"},
    "kin": {"body_prefixes": "rat"},
    "both": {"body": "rat sitzt", "body_prefixes": "rat"},
    "spelt": {"body": "rat", "spelt": "Rats"},
    **{f"near {words}": {"body": f"amt {'und ' * words}rat"} for words in (0, 3, 4)},
    **{f"rest {number}": {"body": "haus", "body_prefixes": "haus", "spelt": "Haus"} for number in range(5)},
}
"""Tokens as they are stored: only what is asked for differs."""


@pytest.fixture
def stored(server: ElasticsearchEngine) -> ElasticsearchEngine:
    """The engine with these things."""
    with server.building(Vocabulary()) as build:
        for name, tokens in STORED.items():
            server.client.index(index=build.name, id=str(identity(name)), document={**tokens, "deleted": False})
        build.take_over()
    return server


def scores(engine: ElasticsearchEngine, plan: Plan) -> dict[str, float]:
    names = {identity(name): name for name in STORED}
    return {names[each]: score for each, score in engine.ask(plan, SearchQuery(now=NOW, page_size=50)).ids}


def alone(engine: ElasticsearchEngine, **query: Any) -> dict[str, float]:
    names = {str(identity(name)): name for name in STORED}
    hits = engine.client.search(index=engine.indices.read, query=query, size=50)["hits"]["hits"]
    return {names[hit["_id"]]: hit["_score"] for hit in hits}


def asked(**changes: Any) -> Plan:
    """The word, without any preference for the present, and what is changed."""
    return Plan(**{"stems": WORDS.stems, "is_dated": True, **changes})


def gains(engine: ElasticsearchEngine, **pieces: Any) -> dict[str, float]:
    """How much more each thing is worth with these pieces."""
    without, found = scores(engine, asked()), scores(engine, asked(**pieces))
    return {name: score - without.get(name, 0.0) for name, score in found.items() if score != without.get(name)}


def shares(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    assert one.keys() == other.keys()
    return {name: one[name] / other[name] for name in one}


def test_a_word_counts_by_its_weight(stored: ElasticsearchEngine) -> None:
    full, light = scores(stored, asked()), scores(stored, asked(stems=(("rat", 0.6),)))
    assert shares(light, full) == pytest.approx(dict.fromkeys(full, 0.6), rel=1e-4)


def test_a_part_of_a_compound_counts_as_a_word(stored: ElasticsearchEngine) -> None:
    assert scores(stored, asked(stems=(("nichts", 1.0),), parts=("rat",))) == scores(stored, asked())


def test_relatives_count_seven_tenths(stored: ElasticsearchEngine) -> None:
    kin = alone(stored, combined_fields={"query": "rat", "fields": ["title_prefixes^5", "body_prefixes"]})
    assert shares(gains(stored, prefixes=("rat",)), kin) == pytest.approx({"kin": 0.7, "both": 0.7}, rel=1e-4)


def test_relatives_of_short_words_count_the_same_and_find_nothing(stored: ElasticsearchEngine) -> None:
    kin = alone(stored, combined_fields={"query": "rat", "fields": ["title_prefixes^5", "body_prefixes"]})
    gained = gains(stored, short_prefixes=("rat",))
    assert gained == pytest.approx({"both": 0.7 * kin["both"]}, rel=1e-4)


def test_neighbours_count_three_tenths_up_to_three_words_apart(stored: ElasticsearchEngine) -> None:
    near = alone(stored, match_phrase={"body": {"query": "amt rat", "slop": 3}})
    gained = gains(stored, pairs=(("amt", "rat"),))
    assert shares(gained, near) == pytest.approx({"near 0": 0.3, "near 3": 0.3}, rel=1e-3)


def test_the_exact_spelling_counts_a_twentieth(stored: ElasticsearchEngine) -> None:
    spelt = alone(stored, match={"spelt": "Rats"})
    assert shares(gains(stored, spelt=("Rats", "Amt")), spelt) == pytest.approx({"spelt": 0.05}, rel=1e-3)


def test_the_whole_title_counts_more_than_any_words(stored: ElasticsearchEngine) -> None:
    gained = gains(stored, title_keys=("nichts", "rat"))
    assert gained == pytest.approx({"rat": 20.0}, rel=1e-4)


@pytest.mark.parametrize("sort", Sort)
def test_of_equal_hits_the_one_that_was_changed_first_comes_first(server: ElasticsearchEngine, sort: Sort) -> None:
    things = [document(f"thing {number}", "Halle", sequence=number) for number in (3, 1, 4, 2)]
    server.rebuild(things, vocabulary_of(things))
    answer = server.ask(Plan(stems=(("hall", 1.0),)), SearchQuery(text="Halle", now=NOW, sort=sort))
    assert [each for each, _ in answer.ids] == [identity(f"thing {number}") for number in (1, 2, 3, 4)]


def test_a_question_counts_all_hits_and_brings_no_text_along() -> None:
    asking = request(WORDS, SearchQuery(text="Rat", now=NOW)).to_dict()
    assert asking["track_total_hits"] is True
    assert asking["_source"] is False
