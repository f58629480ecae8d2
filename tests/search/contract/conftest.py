"""Each test of the contract runs on both engines, Elasticsearch against a real node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.publishing.reading.filters import Filter
from search.analysis.analyzer import Analyzer
from search.engines.base import Answer, Engine
from search.engines.embedded import EmbeddedEngine
from search.plan import Plan, plan
from search.query import SearchQuery
from tests.search.corpus import ARCHIVE, NOW, identity, vocabulary_of
from tests.search.elastic import real_elasticsearch

Ask = Callable[..., Answer]
KEYS = {identity(key): key for key in ("konferenz", "nemo", "fest", "bad", "lotsen", "laufend", "english", "neu")}


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without an index."""
    engine: Engine
    if request.param == "embedded":
        engine = EmbeddedEngine(tmp_path / "search.sqlite3")
    else:
        engine = real_elasticsearch()
    yield engine
    engine.clear()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """An engine that holds the archive."""
    empty.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    return empty


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Asks the archive in German."""

    def ask(text: str = "", *, filter: Filter = Filter(), **options: Any) -> Answer:
        query = SearchQuery(text=text, filter=filter, now=NOW, **options)
        analyzer = Analyzer.of(filter.locale or "de", engine.vocabulary())
        return engine.ask(plan(text, [analyzer]) if text else Plan(is_blank=True), query)

    return ask


@pytest.fixture
def found(ask: Ask) -> Callable[..., list[str]]:
    """The keys of what answers, best first."""

    def found(text: str = "", **options: Any) -> list[str]:
        return keys(ask(text, **options))

    return found


def keys(answer: Answer) -> list[str]:
    """The keys of the answer's things."""
    return [KEYS[each] for each, _ in answer.ids]
