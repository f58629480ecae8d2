"""The index follows the ledger: late and repeated news do no harm, what was withdrawn stays away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.documents import Withdrawal
from search.engines.base import Engine, EngineError, IndexMissing
from search.plan import plan
from search.query import SearchQuery
from tests.search.contract.conftest import keys
from tests.search.corpus import ARCHIVE, NOW, document, identity, vocabulary_of


def found(engine: Engine, text: str) -> list[str]:
    asking = plan(text, [Analyzer.of("de", engine.vocabulary())])
    return keys(engine.ask(asking, SearchQuery(text=text, now=NOW)))


@pytest.fixture
def new() -> Callable[..., object]:
    def new(title: str = "Quittenfest", *, sequence: int) -> object:
        return document("neu", title, "Marmelade für alle", sequence=sequence)

    return new


def test_what_is_written_is_found_at_once(engine: Engine, new: Callable[..., object]) -> None:
    engine.write([new(sequence=10)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == ["neu"]


def test_writing_makes_no_index(empty: Engine, new: Callable[..., object]) -> None:
    for _ in range(2):
        with pytest.raises(IndexMissing, match="search rebuild"):
            empty.write([new(sequence=1)], [])  # type: ignore[list-item]
        assert not empty.status().usable


def test_writing_twice_changes_nothing(engine: Engine, new: Callable[..., object]) -> None:
    for _ in range(2):
        engine.write([new(sequence=10)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == ["neu"]
    assert engine.status().documents == len(ARCHIVE) + 1


def test_a_newer_state_replaces_an_older_one(engine: Engine, new: Callable[..., object]) -> None:
    engine.write([new(sequence=10)], [])  # type: ignore[list-item]
    engine.write([new("Birnenfest", sequence=11)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == []
    assert found(engine, "Birnenfest") == ["neu"]


def test_an_older_state_that_comes_late_changes_nothing(engine: Engine, new: Callable[..., object]) -> None:
    engine.write([new("Birnenfest", sequence=11)], [])  # type: ignore[list-item]
    engine.write([new(sequence=10)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == []


def test_what_is_withdrawn_is_gone_and_an_older_state_cannot_bring_it_back(
    engine: Engine, new: Callable[..., object]
) -> None:
    engine.write([new(sequence=10)], [])  # type: ignore[list-item]
    engine.write([], [Withdrawal(identity("neu"), 12)])
    assert found(engine, "Quittenfest") == []
    engine.write([new(sequence=11)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == []


def test_what_is_published_again_is_back(engine: Engine, new: Callable[..., object]) -> None:
    engine.write([], [Withdrawal(identity("neu"), 12)])
    engine.write([new(sequence=13)], [])  # type: ignore[list-item]
    assert found(engine, "Quittenfest") == ["neu"]


def test_withdrawing_what_was_never_there_does_no_harm(engine: Engine) -> None:
    engine.write([], [Withdrawal(identity("neu"), 5)])
    assert engine.status().documents == len(ARCHIVE)


def test_a_rebuild_forgets_what_is_no_longer_there(engine: Engine) -> None:
    fewer = [each for each in ARCHIVE if each.id != identity("fest")]
    assert engine.rebuild(fewer, vocabulary_of(fewer)) == len(fewer)
    assert found(engine, "Sommerfest") == []


def test_a_rebuild_that_fails_leaves_the_old_index(engine: Engine) -> None:
    def broken() -> object:
        yield ARCHIVE[0]
        raise RuntimeError("Strom weg")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), Vocabulary())  # type: ignore[arg-type]
    assert found(engine, "Sommerfest") == ["fest"]


def test_without_an_index_the_engine_says_what_to_do(empty: Engine) -> None:
    with pytest.raises(EngineError, match="search rebuild"):
        found(empty, "Fest")
    assert not empty.status().usable


def test_a_thing_may_change_its_facets(engine: Engine) -> None:
    moved = replace(ARCHIVE[2], sequence=20, facets=(("city", "kassel"), ("type", "event")))
    engine.write([moved], [])
    answer = engine.ask(plan("", []), SearchQuery(now=NOW, facets=("city",)))
    assert answer.facets["city"]["kassel"] == 1
