"""Every document of the demo archive, and every answer about it, says things in the one way that there is for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import pytest

from cms.api.types import document_model, listed_types
from cms.extend import registry
from cms.public.stream_schemas import item_models
from cms.publishing.models import Entry
from cms.publishing.reading.entries import live_entries
from search import indexing
from search.service import engine
from tests.demo.conftest import Archive

pytestmark = pytest.mark.django_db


def empty(value: Any, at: str = "") -> Iterator[str]:
    """Where something empty stands."""
    if value == "":
        yield at
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from empty(each, f"{at}.{name}")


def documents(archive: Archive) -> list[tuple[Entry, Any]]:
    """All documents with their entries."""
    return [(entry, orjson.loads(entry.document)) for entry in live_entries()]


def test_nothing_in_any_document_is_the_empty_text(archive: Archive) -> None:
    found = documents(archive)
    assert {entry.type for entry, _ in found} > set(listed_types())
    assert [f"{entry}{at}" for entry, document in found for at in empty(document)] == []


@pytest.fixture(scope="module")
def searchable(archive: Archive) -> Iterator[Archive]:
    """The archive, indexed by the engine of the installation."""
    indexing.rebuild(engine())
    yield archive
    engine().clear()


SEARCHES = (
    "search?q=Halle&facets=city,topic&include=document",
    "search?q=Konferens",
    "search?q=Xylofonquark",
    "search",
)


@pytest.mark.parametrize(
    "path", ["events?limit=100&fields=card", "partners?fields=contact", "changes", "", "problems", *SEARCHES]
)
def test_nothing_in_any_answer_is_the_empty_text(searchable: Archive, path: str) -> None:
    assert list(empty(searchable.get(path))) == []


def test_what_stands_at_a_path_has_nothing_empty_and_a_slug(archive: Archive) -> None:
    event = archive.document("events", "event:halle-konferenz")
    found = archive.get(f"lookup?path={event['path']}")
    assert list(empty(found)) == []
    assert {name: found[name] for name in ("id", "type", "title", "slug", "url", "api_url")} == {
        name: event[name] for name in ("id", "type", "title", "slug", "url", "api_url")
    }


def test_documents_are_written_in_the_order_of_their_schema(archive: Archive) -> None:
    models = {name: list(document_model(name).model_fields) for name in listed_types()}
    blocks = {each.model_fields["type"].annotation.__args__[0]: each for each in item_models(registry())}  # type: ignore[union-attr]
    for entry, document in documents(archive):
        if entry.type in models:
            assert list(document) == [name for name in models[entry.type] if name in document], str(entry)
        for block in document.get("body") or ():
            value = blocks[block["type"]].model_fields["value"].annotation
            assert list(block["value"]) == list(value.model_fields), str(entry)  # type: ignore[union-attr]


def test_a_selection_keeps_that_order_however_it_is_named(archive: Archive) -> None:
    one, other = (archive.get(f"events?fields={names}") for names in ("lead,title,end,start", "start,end,title,lead"))
    assert one["items"] == other["items"]
    assert {tuple(item) for item in one["items"]} == {("id", "type", "title", "start", "end", "lead")}


def test_every_card_has_the_slug_under_which_lists_know_the_thing(archive: Archive) -> None:
    slugs = {document["id"]: document["slug"] for _, document in documents(archive)}

    def cards(value: Any) -> Iterator[Any]:
        if isinstance(value, Mapping) and {"id", "type", "title"} <= value.keys():
            yield value
        for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
            yield from cards(each)

    told = [card for _, document in documents(archive) for card in cards(document)]
    assert {card["type"] for card in told} >= {
        "partner",
        "city",
        "place",
        "person",
        "topic",
        "programme",
        "series",
        "event",
    }
    assert [card for card in told if card["slug"] != slugs[card["id"]]] == []
