"""A function of a plugin that gives something else than its point asks for has failed: nothing of it comes further."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import repeat
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from cms.extend import ApiField, Block, Facet, FacetValue, Occurrence, Passage, PointFailed, Record, SearchField, Window
from cms.extend.registry import build
from tests.extend.test_registry import plugin

NAIVE = dt.datetime(2018, 5, 31, 10)  # noqa: DTZ001 - what a plugin may give by mistake
AWARE = NAIVE.replace(tzinfo=dt.UTC)


HALF = "a\ud800b"
"""Half of a character, as a text that was cut in the middle of one ends."""
FIRST = dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14)))
LAST = dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-12)))


class Document(BaseModel):
    title: str


def nested(depth: int) -> Any:
    value: Any = 1
    for _level in range(depth):
        value = [value]
    return value


def gives(result: Any) -> Any:
    return lambda thing: result


def field(annotation: Any, result: Any) -> Any:
    given = ApiField(name="stadtplan_wert", types=("event",), annotation=annotation, value=gives(result))
    (found,) = build([plugin("stadtplan", api_fields=[given])]).api_fields
    return found.value(None)


def facet(result: Any) -> Any:
    given = Facet(name="stadtplan_lage", label="Lage", types=("event",), values=gives(result))
    (found,) = build([plugin("stadtplan", facets=[given])]).facets
    return found.values(None)


def record(**functions: Any) -> Any:
    given: dict[str, Any] = {"document": gives(Document(title="Halle")), **{n: gives(r) for n, r in functions.items()}}
    made = Record(model=User, name="stadtplan_ort", plural="stadtplan-orte", label="Orte", schema=Document, **given)
    (found,) = build([plugin("stadtplan", records=[made])]).records
    return found


@pytest.mark.parametrize(
    ("annotation", "result", "expected"),
    [
        (int, 3, 3),
        (int, None, None),
        (int, "kein Wort", None),
        (str, _("Halle"), "Halle"),
        (Decimal, Decimal("1.5"), "1.5"),
        (dt.date, dt.date(2018, 5, 31), "2018-05-31"),
        (list[Document], [Document(title="Halle")], [{"title": "Halle"}]),
        (str, object(), None),
        (int, 2**63, 2**63),
        (int, 2**70, None),
        (dict[str, Any], {"tief": {"zahl": -(2**64)}}, None),
        (str, HALF, None),
        (list[str], ["Salz", HALF], None),
        (Any, nested(500), None),
    ],
)
def test_a_field_holds_json_of_the_type_that_the_description_names(annotation: Any, result: Any, expected: Any) -> None:
    assert field(annotation, result) == expected


def test_further_text_of_the_search_is_plain_text() -> None:
    def text(result: Any) -> Any:
        given = SearchField(name="stadtplan_text", types=("event",), text=gives(result))
        return build([plugin("stadtplan", search_fields=[given])]).search_fields[0].text(None)

    assert [type(text(result)) for result in ("Salz", _("Salz"), None, 5)] == [str] * 4
    assert [text(result) for result in ("Salz", _("Salz"), None, 5)] == ["Salz", "Salz", "", ""]
    assert [text(HALF), text("a\0b")] == ["", ""]


@pytest.mark.parametrize(
    "result",
    [
        *(None, "abc", ["a", "b"], [FacetValue("", "leer")], [FacetValue("a" * 256, "A")]),
        *([FacetValue(HALF, "A")], [FacetValue("a", HALF)], [FacetValue("a", "A\0")]),
    ],
)
def test_what_is_no_value_of_a_facet_is_left_out(result: Any) -> None:
    assert facet(result) == ()


def test_values_of_facets_are_plain_text_that_the_ledger_can_hold() -> None:
    lazy: Any = _("City")
    assert facet([FacetValue("stadt", lazy), FacetValue("rand", "R" * 600)])[1].label == "R" * 500
    assert type(facet([FacetValue("stadt", lazy)])[0].label) is str


@pytest.mark.parametrize("result", [5, (1, 2), Window(NAIVE, NAIVE), Window("gestern", AWARE)])  # type: ignore[arg-type]
def test_what_is_no_window_is_none(result: Any) -> None:
    assert record(window=result).window(None) is None


def test_moments_at_the_ends_of_the_calendar_are_such_that_every_clock_has_them() -> None:
    given = record(window=Window(FIRST, LAST), occurrences=[Occurrence(FIRST, LAST)])
    for starts_at, ends_at, *_rest in (given.window(None), *given.occurrences(None)):
        assert dt.MINYEAR < starts_at.year < ends_at.year < dt.MAXYEAR
        assert starts_at.utcoffset() == ends_at.utcoffset() == dt.timedelta(0)


def test_what_fits_passes() -> None:
    fitting = record(window=Window(AWARE, AWARE), passages=iter([Passage("Salz", type="lead")]), sort_key="halle")
    assert fitting.window(None) == (AWARE, AWARE)
    assert fitting.passages(None) == (Passage("Salz", type="lead"),)
    assert fitting.sort_key(None) == "halle"
    assert fitting.document(None).title == "Halle"


@pytest.mark.parametrize(
    ("name", "result"),
    [
        *(("passages", None), ("passages", ["x"]), ("passages", [Passage(HALF)]), ("passages", [Passage("x", "a\0")])),
        *(("refreshes", ["x"]), ("refreshes", [User()]), ("refreshes", [User(pk=5)])),
        ("occurrences", [Occurrence(AWARE, AWARE, exact="x")]),  # type: ignore[arg-type]
        ("occurrences", [Occurrence(AWARE, AWARE, takes_place=None)]),  # type: ignore[arg-type]
        ("occurrences", [Occurrence(AWARE, None)]),  # type: ignore[arg-type]
    ],
)
def test_lists_of_other_things_are_empty(name: str, result: Any) -> None:
    assert getattr(record(**{name: result}), name)(None) == ()


def test_what_would_be_sorted_by_half_a_character_is_sorted_by_nothing() -> None:
    assert record(sort_key=HALF).sort_key(None) == ""


class Other(BaseModel):
    title: str


@pytest.mark.parametrize("result", [None, {}, 5, Other(title="Halle")])
def test_what_is_no_document_is_told(result: Any) -> None:
    with pytest.raises(PointFailed, match=r"stadtplan_ort\.document"):
        record(document=result).document(None)


def test_a_method_that_gives_something_else_says_what_it_must_give() -> None:
    def nothing() -> None:
        return None

    def other() -> Iterator[Any]:
        yield SearchField(name="x", types=("event",), text=gives(""))

    dropped = build([plugin("eins", facets=nothing), plugin("zwei", facets=other)]).dropped
    assert "facets() gives None; let it yield or return a list of Facet" in str(dropped["eins"])
    assert "let it give Facet" in str(dropped["zwei"])


def test_a_text_in_place_of_several_is_refused() -> None:
    one: Any = "event"
    with pytest.raises(TypeError, match="give types as a tuple of texts, not as 'event'"):
        SearchField(name="x", types=one, text=gives(""))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"schema": dict}, "give schema as a class of pydantic's BaseModel, not as <class 'dict'>"),
        ({"block": 5}, "give block as a function or class, not as 5"),
        ({"name": None}, "give name as a text, not as None"),
        ({"order": "vorn"}, "give order as a number"),
    ],
)
def test_a_field_of_another_kind_drops_the_plugin_and_is_named(wrong: Any, message: str) -> None:
    def blocks() -> Iterator[Block]:
        yield Block(**{"name": "stadtplan_karte", "block": object, "schema": Document, **wrong})

    assert message in str(build([plugin("stadtplan", blocks=blocks)]).dropped["stadtplan"])


def test_what_never_ends_is_a_failure() -> None:
    """It would stop whoever builds the document, for ever."""
    assert facet(repeat(FacetValue("markt", "Markt"))) == ()
    for function in ("passages", "occurrences", "refreshes"):
        assert list(getattr(record(**{function: repeat(Passage("x"))}), function)(None)) == []
