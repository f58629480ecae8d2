"""An index on a server that somebody else changes, or that answers too late, is built anew and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from elasticsearch import ConnectionTimeout

from cms.publishing.consumer_runner import catch_up_all
from cms.publishing.work import work
from search import indexing, keeping, service
from search.engines.base import SCHEMA, EngineError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.indices import POSITION, VOCABULARY, writing
from search.query import SearchQuery
from tests.search.conftest import found, is_well

pytestmark = pytest.mark.parametrize(
    "chosen", [pytest.param("elasticsearch", marks=pytest.mark.elastic)], indirect=True
)

Make = Callable[..., Any]


def without_its_alias(server: ElasticsearchEngine, name: str) -> None:
    """It can be asked and not be written."""
    server.client.indices.delete_alias(index=name, name=writing(name))


def without_its_ledger(server: ElasticsearchEngine, name: str) -> None:
    """It does not say what it is built from."""
    server.client.indices.put_mapping(index=name, meta={"schema": SCHEMA})


def without_its_vocabulary(server: ElasticsearchEngine, name: str) -> None:
    """Something else stands there."""
    server.client.index(index=name, id=VOCABULARY, document={"kept": {"dump": "?"}}, refresh=True)


def without_its_position(server: ElasticsearchEngine, name: str) -> None:
    """The same."""
    server.client.delete(index=name, id=POSITION)
    server.client.index(index=name, id=POSITION, document={"kept": {}}, refresh=True)


def closed(server: ElasticsearchEngine, name: str) -> None:
    """It is there and does nothing."""
    server.client.indices.close(index=name)


def beside_another_one(server: ElasticsearchEngine, name: str) -> None:
    """An index of somebody else answers under the same alias."""
    others = f"others-{name}"
    server.client.indices.create(index=others, aliases={server.indices.read: {}})
    server.client.index(index=others, id="no-uuid", document={"title": "Quitten", "deleted": False}, refresh=True)


@pytest.mark.parametrize(
    "change",
    [without_its_alias, without_its_ledger, without_its_vocabulary, without_its_position, closed, beside_another_one],
)
def test_an_index_that_somebody_changed_by_hand_is_built_anew(
    chosen: ElasticsearchEngine, event: Make, change: Callable[[ElasticsearchEngine, str], None]
) -> None:
    page = event("Quitten")
    for target in (service.embedded(), chosen):
        indexing.rebuild(target)
    name = chosen.indices.named(chosen.indices.read) or ""
    change(chosen, name)
    try:
        chosen._found = chosen._vocabulary = None
        assert found("Quitten") == 1
        page.theme = "Quitten und Birnen"
        page.save_revision().publish()
        catch_up_all()
        keeping.keep_indices()
        catch_up_all()
        assert (found("Birnen"), is_well(chosen), list(work())) == (1, True, [])
        assert service.search(SearchQuery(text="Birnen", now=timezone.now())).engine == "elasticsearch"
    finally:
        chosen.client.options(ignore_status=404).indices.delete(index=f"others-{name}")


def test_an_index_whose_taking_over_is_told_too_late_answers(
    chosen: ElasticsearchEngine, event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    event("Quitten")
    indexing.rebuild(service.embedded())
    swap = chosen.indices.swap

    def swap_late(*names: Any) -> None:
        swap(*names)
        raise ConnectionTimeout("too late")

    with monkeypatch.context() as patch:
        patch.setattr(chosen.indices, "swap", swap_late)
        with pytest.raises(EngineError):
            indexing.rebuild(chosen)
    assert is_well(chosen)
    assert found("Quitten") == 1
