"""Whatever the methods of a plugin give, the plugin alone is dropped; names of the core are nobody else's."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.urls import get_resolver
from django.utils.functional import lazy
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import override
from pydantic import BaseModel

from cms.content.documents.read_members import READ
from cms.extend import (
    ApiField,
    ApiRoute,
    Block,
    Exporter,
    Facet,
    Job,
    MenuEntry,
    PageType,
    Plugin,
    PointFailed,
    Reaction,
    Record,
    SearchField,
    activation_cache,
    registry,
)
from cms.extend.interrupts import tell_ctrl_c_apart
from cms.extend.registry import build
from cms.extend.reserved import ADMIN_NAMES, ADMIN_PATHS, API_PATHS, APP_LABELS, CORE, PARAMETERS
from cms.settings.env import ROOT


class Value(BaseModel):
    text: str


def plugin(slug: str, **points: Any) -> Plugin:
    methods = {name: (lambda self, give=give: give()) for name, give in points.items()}
    kind = type(slug, (Plugin,), {"slug": slug, "title": slug, "version": "1", **methods})
    made: Plugin = kind(slug, sys.modules[__name__])
    return made


def endless() -> Iterator[Block]:
    while True:
        yield Block(name="x", block=object, schema=Value)


def raising(error: BaseException) -> Callable[[], Any]:
    def give() -> Any:
        raise error

    return give


def recursing() -> Any:
    return recursing()


async def asynchronous() -> Any:
    return ()


class Lying(Facet):
    def __post_init__(self) -> None:
        pass


def facet(**wrong: Any) -> Callable[[], Any]:
    return lambda: [
        Facet(**{"name": "x_facet", "label": "x", "types": ("event",), "values": lambda thing: (), **wrong})
    ]


def block(**wrong: Any) -> Callable[[], Any]:
    return lambda: [Block(**{"name": "x_block", "block": object, "schema": Value, **wrong})]


def field(**wrong: Any) -> Callable[[], Any]:
    return lambda: [ApiField(**{"name": "x_field", "types": ("event",), "annotation": str, "value": str, **wrong})]


def route(**wrong: Any) -> Callable[[], Any]:
    return lambda: [ApiRoute(**{"prefix": "/x", "router": None, **wrong})]


def exporter(**wrong: Any) -> Callable[[], Any]:
    given = {"name": "x", "label": "x", "media_type": "text/plain", "export": lambda export: (), **wrong}
    return lambda: [Exporter(**given)]


def job(**wrong: Any) -> Callable[[], Any]:
    return lambda: [Job(**{"name": "x", "label": "x", "every": dt.timedelta(days=1), "run": lambda: None, **wrong})]


def record(**wrong: Any) -> Callable[[], Any]:
    given = {"model": Group, "name": "x", "plural": "x", "label": "x", "schema": Value, "document": str, **wrong}
    return lambda: [Record(**given)]


CASES: dict[str, tuple[str, Callable[[], Any]]] = {
    "exits": ("blocks", raising(SystemExit(1))),
    "interrupts": ("blocks", raising(KeyboardInterrupt())),
    "base": ("blocks", raising(BaseException("nein"))),
    "recurses": ("facets", recursing),
    "async": ("facets", asynchronous),
    "endless": ("blocks", endless),
    "nothing": ("jobs", lambda: None),
    "number": ("jobs", lambda: 5),
    "text": ("jobs", lambda: "abc"),
    "kinds": ("jobs", lambda: [Job]),
    "other": ("jobs", facet()),
    "lying": ("facets", lambda: [Lying(name=5, label=None, types="event", values=7)]),  # type: ignore[arg-type]
    **{f"facet_{name}": ("facets", facet(name=name)) for name in sorted(PARAMETERS - {"format_"})},
    **{
        f"name_{number}": ("facets", facet(name=name))
        for number, name in enumerate(
            ["", " ", "a b", "a/b", "a\0", "ä", "X", "x\n", "a" * 5000, 5, None, b"x", "start.gte", "../x", "_x"]
        )
    },
    "types_list": ("facets", facet(types=["event"])),
    "types_generator": ("facets", facet(types=(each for each in ("event",)))),
    "types_numbers": ("facets", facet(types=(5,))),
    "values_async": ("facets", facet(values=asyncio.sleep)),
    "values_arity": ("facets", facet(values=lambda: ())),
    "values_text": ("facets", facet(values="f")),
    "order_text": ("facets", facet(order="1")),
    "order_true": ("facets", facet(order=True)),
    "order_huge": ("facets", facet(order=10**30)),
    "label_number": ("facets", facet(label=5)),
    "label_half": ("facets", facet(label="a\ud800")),
    "label_empty": ("facets", facet(label=" ")),
    "label_huge": ("facets", facet(label="x" * 10_000)),
    "block_reserved": ("blocks", block(name="unavailable")),
    "block_arity": ("blocks", block(block=lambda a, b: None)),
    "block_schema": ("blocks", block(schema=dict)),
    "field_type": ("api_fields", field(name="type")),
    **{f"field_{name}": ("api_fields", field(name=name)) for name in sorted({*READ} - {"type"})},
    "field_json": ("api_fields", field(name="json")),
    "field_config": ("api_fields", field(name="model_config")),
    "field_annotation": ("api_fields", field(annotation=5)),
    "field_object": ("api_fields", field(annotation=object())),
    "field_function": ("api_fields", field(annotation=print)),
    **{f"route_{name}": ("api_routes", route(prefix=f"/{name}/x")) for name in sorted(API_PATHS)},
    **{
        f"prefix_{number}": ("api_routes", route(prefix=name))
        for number, name in enumerate(["", "/", "/x/", "/x y", "/{id}", "//", "/ä", 5])
    },
    "exporter_path": ("exporters", exporter(name="../../etc")),
    "exporter_header": ("exporters", exporter(media_type="text/plain\r\nSet-Cookie: a")),
    "exporter_limit": ("exporters", exporter(limit=0)),
    "exporter_past": ("exporters", exporter(past=dt.timedelta.max)),
    "job_never": ("jobs", job(every=dt.timedelta(0))),
    "job_back": ("jobs", job(every=dt.timedelta(days=-1))),
    "job_async": ("jobs", job(run=asynchronous)),
    "record_plural": ("records", record(plural="search")),
    "record_model": ("records", record(model=5)),
    "record_name": ("records", record(name="a__b")),
    "menu_permission": ("menu", lambda: [MenuEntry(name="x", label="x", address=lambda: "/", permission="alle")]),
    "twice": ("blocks", lambda: [*block()(), *block()()]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_dropped_alone_with_a_reason_in_german(case: str) -> None:
    point, give = CASES[case]
    built = build([plugin("heil", blocks=block(name="heil_block")), plugin("schlimm", **{point: give})])
    assert [each.name for each in built.blocks] == ["heil_block"]
    with override("de"):
        german = str(built.dropped["schlimm"])
    assert german.isprintable()
    assert any(word in german for word in ("scheitert", "vorbehalten", "belegt", "vergeben"))
    assert len(german) < 2500


def _refuse(*given: Any) -> Any:
    raise SystemExit(3)


def disguised(kind: type, *given: Any) -> Any:
    """A value of a class made from this kind that can neither be compared nor said."""
    names = ("eq", "ne", "hash", "lt", "gt", "le", "ge", "add", "radd", "str", "repr", "iter", "contains", "format")
    return type(f"My{kind.__name__}", (kind,), {f"__{name}__": _refuse for name in names})(*given)


DISGUISED: dict[str, tuple[str, Callable[[], Any], str, Any]] = {
    "name": ("facets", facet(name=disguised(str, "x_facet")), "name", "x_facet"),
    "label": ("facets", facet(label=disguised(str, "Ort")), "label", "Ort"),
    "safe": ("facets", facet(label=mark_safe("<b>Ort</b>")), "label", "<b>Ort</b>"),
    "types": ("facets", facet(types=disguised(tuple, ("event",))), "types", ("event",)),
    "type": ("facets", facet(types=(disguised(str, "event"),)), "types", ("event",)),
    "order": ("facets", facet(order=disguised(int, 600)), "order", 600),
    "streams": ("blocks", block(streams=(disguised(str, "body"),)), "streams", ("body",)),
    "version": ("blocks", block(version=disguised(int, 2)), "version", 2),
    "prefix": ("api_routes", route(prefix=disguised(str, "/x")), "prefix", "/x"),
    "media_type": ("exporters", exporter(media_type=disguised(str, "text/csv")), "media_type", "text/csv"),
    "every": ("jobs", job(every=disguised(dt.timedelta, 1)), "every", dt.timedelta(1)),
}


@pytest.mark.parametrize("case", DISGUISED)
def test_a_text_a_number_or_a_tuple_is_exactly_that(case: str) -> None:
    """Whoever compares, sorts or says it calls nobody's code."""
    point, give, name, value = DISGUISED[case]
    built = build([plugin("heil", **{point: give})])
    assert not built.dropped
    (given,) = getattr(built.contributions["heil"], point)
    found = getattr(given, name)
    assert type(found) is type(value)
    assert [type(each) for each in found] == [str] if isinstance(value, tuple) else True
    assert found == value
    assert list(getattr(built, point))


def test_no_label_is_html_not_even_one_that_is_marked_as_safe() -> None:
    label = lazy(lambda: mark_safe("<b onclick=x>"), str)()
    (given,) = build([plugin("heil", facets=facet(label=label))]).facets
    assert conditional_escape(given.label) == "&lt;b onclick=x&gt;"


@pytest.mark.parametrize("say", [lambda: 1 / 0, lambda: "a\ud800"])
def test_a_label_that_cannot_be_read_gives_way_to_the_name(say: Callable[[], Any]) -> None:
    label = lazy(say, str)()
    (given,) = build([plugin("heil", facets=facet(label=label))]).facets
    assert str(given.label) == "x_facet"


@pytest.mark.parametrize("error", [SystemExit(1), GeneratorExit(), RecursionError(), KeyboardInterrupt()])
def test_no_function_ends_the_process_when_it_is_called(error: BaseException) -> None:
    def fail(thing: Any) -> Any:
        raise error

    built = build([plugin("heil", search_fields=lambda: [SearchField(name="x", types=("event",), text=fail)])])
    assert built.search_fields[0].text(None) == ""


def test_what_turns_out_to_be_async_when_it_is_called_is_a_failure() -> None:
    def later(thing: Any) -> Any:
        return asynchronous()

    given = build([plugin("heil", records=record(document=later))]).records[0]
    with pytest.raises(PointFailed):
        given.document(None)


@pytest.fixture
def told_apart() -> Iterator[None]:
    """Ctrl+C as it is in a process that has just begun."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    tell_ctrl_c_apart()
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("told_apart")
def test_ctrl_c_still_ends_what_is_called() -> None:
    def pressed(thing: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)

    built = build([plugin("heil", search_fields=lambda: [SearchField(name="x", types=("event",), text=pressed)])])
    with pytest.raises(KeyboardInterrupt):
        built.search_fields[0].text(None)


@pytest.mark.plugin("feeds", "calendar", "press")
def test_what_came_with_litfass_wins_whatever_the_slug() -> None:
    built = build([plugin("aaa", exporters=exporter(name="atom")), plugin("feeds", exporters=exporter(name="atom"))])
    assert list(built.dropped) == ["aaa"]
    with override("en"):
        assert [str(text) for text in built.told["feeds"]] == ["aaa wants the exporter name atom too, and is dropped"]
        assert [str(text) for text in built.told["aaa"]] == ["the exporter name atom belongs to feeds"]


def test_what_was_enabled_first_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        activation_cache, "early", lambda: activation_cache.Cached({("zzz", 1): True, ("aaa", 1): True})
    )
    built = build([plugin("aaa", blocks=block()), plugin("zzz", blocks=block())])
    assert list(built.dropped) == ["aaa"]
    monkeypatch.setattr(activation_cache, "early", lambda: activation_cache.Cached({("zzz", 1): False}))
    built = build([plugin("aaa", blocks=block()), plugin("zzz", blocks=block())])
    assert list(built.dropped) == ["zzz"]


def test_nobody_takes_a_model_or_a_path_of_the_core() -> None:
    core = plugin("content", records=record(model=User, name="user", plural="users"))
    takers = [
        plugin("a", records=record(model=User, name="a", plural="a")),
        plugin("b", api_routes=route(prefix="/users/b")),
        plugin("c", records=record(name="c", plural="users")),
    ]
    assert sorted(build([core, *takers]).dropped) == ["a", "b", "c"]


def test_a_circle_ends_nothing() -> None:
    one, two = plugin("eins"), plugin("zwei", blocks=block())
    type(one).requires, type(two).requires = ("zwei",), ("eins>=1",)
    built = build([one, two, plugin("heil")])
    assert sorted(built.dropped) == ["eins", "zwei"]
    assert list(built.contributions) == ["heil"]


@pytest.mark.plugin("feeds", "calendar", "press")
def test_the_reserved_names_are_those_that_the_core_uses() -> None:
    api = json.loads((ROOT / "tests" / "api" / "openapi.json").read_text())
    operations = [operation for path in api["paths"].values() for operation in path.values()]
    used = {each["name"] for given in operations for each in given.get("parameters", ()) if each.get("in") == "query"}
    facets = {each.name for each in registry().facets}
    assert {name.partition(".")[0] for name in used - facets} <= PARAMETERS
    plurals = {public.plural for public in registry().public_types.values()}
    paths = {path.removeprefix("/").partition("/")[0] for path in api["paths"]} - {""}
    routes = {route.prefix.strip("/") for route in registry().api_routes}
    assert paths - plurals - routes <= API_PATHS
    plugins = {"calendar", "feeds", "press"}
    assert {config.label for config in apps.get_app_configs()} - plugins <= APP_LABELS
    assert CORE <= APP_LABELS


def test_a_page_type_and_a_reaction_are_as_strict() -> None:
    for give in (lambda: [PageType()], lambda: [Reaction(name="x", label="x", to="published", react=print)]):  # type: ignore[call-arg,arg-type]
        assert "schlimm" in build([plugin("schlimm", page_types=give, reactions=give)]).dropped


@pytest.mark.plugin("press")
def test_the_reserved_addresses_of_the_desk_are_those_that_there_are() -> None:
    """Those of plugins that come with Litfass aside, which keep them by their age."""
    found = {
        each for pattern in get_resolver().url_patterns if str(pattern.pattern) == "admin/" for each in _below(pattern)
    }
    own = {str(each.pattern).partition("/")[0] for each in _of_plugins()}
    paths = {path for path, _ in found} - own - {".*"}
    assert paths == ADMIN_PATHS
    names = {name for path, name in found if path not in own and name}
    assert {name for name in names if not name.startswith(ADMIN_NAMES)} == set()


def _below(pattern: Any) -> Iterator[tuple[str, str]]:
    for each in pattern.url_patterns:
        first = str(each.pattern).lstrip("^").partition("/")[0]
        if not first and hasattr(each, "url_patterns"):
            yield from _below(each)
        else:
            yield first, getattr(each, "name", "") or getattr(each, "namespace", "") or ""


def _of_plugins() -> list[Any]:
    from plugins.press.listing import release_list

    return [SimpleNamespace(pattern=release_list.url_prefix)]
