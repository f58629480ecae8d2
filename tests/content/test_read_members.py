"""What is read of every document has the shape in which it is read: schemas that give it another one are told, documents that do are refused."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from pydantic import BaseModel, ConfigDict, RootModel, computed_field, create_model, field_serializer

from cms.content.documents.event_shape import Occurrence, SeriesItem
from cms.content.documents.read_members import READ, as_read, wrong_members
from cms.content.documents.shapes import PageDocument, Publisher, RecordDocument
from cms.extend import PageType, PublicType, Record, registry
from cms.extend.reserved import DOCUMENT_FIELDS
from cms.extend.result_validation import WrongResult
from cms.public.cards import Card
from cms.public.pictures import Picture
from cms.public.values import Labelled


class State(BaseModel):
    value: int
    label: str


class Narrow(Labelled):
    colour: str


class Kind(StrEnum):
    SHOP = "shop"


class Nameless(BaseModel):
    id: UUID
    type: str


class Counting(PageDocument):
    @computed_field
    def status(self) -> int:
        return 5


class Shortening(PageDocument):
    published_on: dt.date

    @field_serializer("published_on")
    def shorten(self, day: dt.date) -> str:
        return f"{day:%d.%m.}"


class Aliased(PageDocument):
    model_config = ConfigDict(serialize_by_alias=True)


class Bare(RootModel[list[str]]):
    pass


def schema(base: type[BaseModel] = PageDocument, **members: Any) -> type[BaseModel]:
    return create_model("Baustelle", __base__=base, **{name: (shape, ...) for name, shape in members.items()})


def kind(given: type[BaseModel], of: type[PublicType] = PageType) -> PublicType:
    return of(model=User, name="baustelle", plural="x", label="x", schema=given, document=lambda thing: BaseModel())


WRONG: dict[str, tuple[type[BaseModel], list[tuple[str, str]]]] = {
    "status": (schema(status=str), [("status", "Labelled | None")]),
    "status_number": (schema(status=State), [("status", "Labelled | None")]),
    "status_any": (schema(status=Any), [("status", "Labelled | None")]),
    "status_mapping": (schema(status=dict[str, str]), [("status", "Labelled | None")]),
    "status_computed": (Counting, [("status", "Labelled | None")]),
    "topics": (schema(topics=list[str]), [("topics", "list[Card] | None")]),
    "topics_one": (schema(topics=Card), [("topics", "list[Card] | None")]),
    "topics_holes": (schema(topics=list[Card | None]), [("topics", "list[Card] | None")]),
    "topics_two": (schema(topics=tuple[Card, str]), [("topics", "list[Card] | None")]),
    "occurrences": (schema(occurrences=list[str]), [("occurrences", "list[Occurrence] | None")]),
    "hero_image": (schema(hero_image=str), [("hero_image", "Picture | None")]),
    "api_url": (schema(api_url=int), [("api_url", "str | None")]),
    "published_on": (schema(published_on=str), [("published_on", "date | None")]),
    "published_at": (schema(published_on=dt.datetime), [("published_on", "date | None")]),
    "published_short": (Shortening, [("published_on", "date | None")]),
    "series": (schema(series=list[str]), [("series", "list[SeriesItem] | None")]),
    "title": (schema(title=str | None), [("title", "str")]),
    "several": (schema(city=str, kind=str), [("city", "Card | None"), ("kind", "Labelled | None")]),
    "nameless": (Nameless, [("title", "str"), ("url", "str | None"), ("locale", "str | None"), ("path", "str | None")]),
    "bare": (Bare, [(name, "") for name in ("id", "type", "title", "url", "locale", "path")]),
}
RIGHT: dict[str, type[BaseModel]] = {
    "nothing_more": PageDocument,
    "own": schema(strasse=str, daten=dict[str, Any]),
    "same": schema(status=Labelled, topics=list[Card], occurrences=list[Occurrence], series=list[SeriesItem]),
    "none": schema(status=Labelled | None, hero_image=Picture | None, published_on=dt.date | None),
    "narrower": schema(status=Narrow, acronym=Kind, city=None, published_by=Card, licence=Literal["CC0"]),
    "aliased": Aliased,
}


@pytest.mark.parametrize("case", WRONG)
def test_a_schema_with_another_shape_is_told_with_the_one_that_is_read(case: str) -> None:
    given, expected = WRONG[case]
    found = wrong_members(kind(given))
    assert [(each.name, each.shape) for each in found if each.name in dict(expected)] == [
        (name, shape or found[at].shape) for at, (name, shape) in enumerate(expected)
    ]
    assert len(found) == len(expected)


@pytest.mark.parametrize("case", RIGHT)
def test_the_shape_that_is_read_and_narrower_ones_fit(case: str) -> None:
    assert wrong_members(kind(RIGHT[case])) == []


def test_records_need_neither_language_nor_page() -> None:
    assert wrong_members(kind(RecordDocument, Record)) == []
    assert [each.name for each in wrong_members(kind(Nameless, Record))] == ["title"]


def test_all_documents_of_the_core_and_of_its_plugins_can_be_read() -> None:
    assert {name: wrong for name, public in registry().public_types.items() if (wrong := wrong_members(public))} == {}


def test_what_is_read_is_no_name_for_a_field_of_a_plugin() -> None:
    assert {*READ} <= DOCUMENT_FIELDS


def document(given: type[BaseModel] = PageDocument, **members: Any) -> BaseModel:
    base = {
        "id": uuid4(),
        "type": "baustelle",
        "translation_key": uuid4(),
        "title": "Brücke",
        "api_url": None,
        "locale": "de",
        "direction": "ltr",
        "url": "http://testserver/b/",
        "path": "/b/",
        "lead": "",
        "description": "",
        "publisher": Publisher(name="x", url="x"),
        "translations": [],
    }
    return given.model_construct(**{**base, **members})


class Open(PageDocument):
    model_config = ConfigDict(extra="allow")
    zahl: Any = 5


MADE = {
    "status": {"status": "offen"},
    "topics": {"topics": ["Wohnen"]},
    "published_on": {"published_on": "gestern"},
    "moment": {"published_on": "1577836800"},
    "start": {"occurrences": [{"start": "gestern"}]},
    "big": {"zahl": 2**70},
    "half": {"zahl": ["a\ud800b"]},
    "title": {"title": "a\0b"},
    "no_json": {"zahl": object()},
}


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")
@pytest.mark.parametrize("case", MADE)
def test_a_document_that_was_made_past_its_schema_is_refused(case: str) -> None:
    with pytest.raises((WrongResult, TypeError, ValueError)):
        as_read(kind(Open), document(Open, **MADE[case]))


def test_a_document_that_lacks_what_is_needed_is_refused() -> None:
    with pytest.raises(WrongResult, match="a document with title as str"):
        as_read(kind(Nameless), Nameless(id=uuid4(), type="x"))


def test_a_document_that_fits_is_given_as_json() -> None:
    read = as_read(kind(Open), document(Open, published_on="2026-05-31", status={"value": "x", "label": "X"}))
    assert (read["published_on"], read["status"]["label"], read["title"]) == ("2026-05-31", "X", "Brücke")
