"""What plugins contribute comes together in one order; a plugin whose point raises is dropped whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import User
from pydantic import BaseModel

from cms.extend import ApiField, Block, Facet, FacetValue, Plugin, Reaction, Record, SearchField
from cms.extend.checks import unknown_names
from cms.extend.reasons import in_english
from cms.extend.registry import Registry, build, in_order
from cms.extend.registry import registry as current


class Value(BaseModel):
    text: str


def plugin(slug: str, requires: tuple[str, ...] = (), **points: Any) -> Plugin:
    methods: dict[str, Any] = {}
    for name, items in points.items():
        methods[name] = lambda self, items=items: items() if callable(items) else items
    kind = type(slug, (Plugin,), {"slug": slug, "requires": requires, "title": slug, "version": "1", **methods})
    made: Plugin = kind(slug, sys.modules[__name__])
    return made


def block(name: str, **options: Any) -> Block:
    return Block(name=name, block=object, schema=Value, **options)


def names(blocks: Iterable[Block]) -> list[str]:
    return [given.name for given in blocks]


def test_plugins_come_after_what_they_require_and_otherwise_by_slug() -> None:
    ordered = in_order([plugin("b"), plugin("a", requires=("c",)), plugin("c")])
    assert [each.slug for each in ordered] == ["b", "c", "a"]


def test_blocks_come_in_their_own_order_and_only_in_their_streams() -> None:
    registry = build(
        [plugin("eins", blocks=[block("zitat", order=2), block("absatz", order=1, streams=("body", "report"))])]
    )
    assert names(registry.blocks) == ["absatz", "zitat"]
    assert names(registry.blocks_for("report")) == ["absatz"]


def test_a_raising_point_drops_its_plugin_whole_and_leaves_siblings(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ValueError("Stadt fehlt")

    registry = build([plugin("heil", blocks=[block("zitat")]), plugin("kaputt", blocks=[block("x")], facets=fail)])
    assert names(registry.blocks) == ["zitat"]
    assert in_english(registry.dropped["kaputt"]) == "one of its points fails: ValueError: Stadt fehlt"
    assert "kaputt" in caplog.text


def test_a_name_that_is_taken_drops_the_later_plugin() -> None:
    registry = build([plugin("a", blocks=[block("zitat")]), plugin("b", blocks=[block("zitat")])])
    assert in_english(registry.dropped["b"]) == "the block name zitat is taken; choose another one"


def test_a_type_of_a_plugin_joins_a_facet_that_is_there() -> None:
    def facet(name: str, *types: str, value: str) -> Facet:
        return Facet(name=name, label=value, types=types, values=lambda thing: (FacetValue(value, value),))

    registry = build(
        [
            plugin("content", facets=[facet("city", "event", value="Kern")]),
            plugin("atlas", facets=[facet("city", "map", value="Atlas")]),
            plugin("dreist", facets=[facet("city", "event", value="Dreist")]),
        ]
    )
    (city,) = registry.facets
    assert (city.label, city.types) == ("Kern", ("event", "map"))
    assert [[value.value for value in each.values(None)] for each in registry.facets_of("map")] == [["Atlas"]]
    assert "city of event" in str(registry.dropped["dreist"])


def test_the_core_comes_first_so_that_no_plugin_takes_its_names() -> None:
    registry = build([plugin("a", blocks=[block("zitat")]), plugin("content", blocks=[block("zitat")])])
    assert list(registry.dropped) == ["a"]


def test_what_a_plugin_gives_bears_its_name_and_is_called_under_guard() -> None:
    def fail(thing: Any) -> str:
        raise ValueError

    field = SearchField(name="notiz", types=("event",), text=fail)
    registry = build([plugin("fremd", search_fields=[field])])
    (given,) = registry.search_fields
    assert (given.plugin, given.text("x")) == ("fremd", "")


def test_facets_of_all_plugins_come_together_in_their_order() -> None:
    def facet(name: str, order: int) -> Facet:
        return Facet(name=name, label=name, types=("event",), values=lambda thing: (), order=order)

    registry: Registry = build([plugin("a", facets=[facet("zwei", 2)]), plugin("b", facets=[facet("eins", 1)])])
    assert [given.name for given in registry.facets] == ["eins", "zwei"]


def test_a_name_that_leads_nowhere_is_told_with_those_that_there_are() -> None:
    text = SearchField(name="stadtplan_text", types=("evnet",), text=str)
    tell = Reaction(name="stadtplan_tell", label="Melden", to=("stadtplan_neu",), react=print)
    registry = build([plugin("stadtplan", search_fields=[text], reactions=[tell])])
    assert list(unknown_names(registry)) == [
        ("stadtplan", "search_fields.stadtplan_text", "evnet", []),
        ("stadtplan", "reactions.stadtplan_tell", "stadtplan_neu", []),
    ]


def test_the_names_of_this_installation_lead_somewhere() -> None:
    assert list(unknown_names(current())) == []


def test_a_plugin_cannot_put_its_field_in_place_of_another() -> None:
    def field(name: str) -> ApiField:
        return ApiField(name=name, types=("event",), annotation=str, value=str)

    core = Record(model=User, name="event", plural="events", label="Termine", schema=Value, document=str)
    registry = build(
        [
            plugin("content", records=[core]),
            plugin("eins", api_fields=[field("lage")]),
            plugin("zwei", api_fields=[field("lage")]),
            plugin("drei", api_fields=[field("text")]),
        ]
    )
    assert sorted(registry.dropped) == ["drei", "zwei"]
    assert "text of event" in str(registry.dropped["drei"])


def test_a_plugin_that_gives_a_name_twice_is_told() -> None:
    registry = build([plugin("eins", blocks=[block("zitat"), block("zitat")])])
    assert "gives the block name 'zitat' 2 times" in str(registry.dropped["eins"])
