"""The description holds to one way of saying each thing: absence, enumerations, people, cards, types; and it says what each member means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from blocks.speech import Speaker
from cms.api.app import delivery_api
from cms.api.routes.openapi import openapi_document
from cms.api.types import listed_types, model_name
from cms.public.cards import Card

Schema = Mapping[str, Any]
DISCRIMINATORS = ("type", "change", "result")
"""What tells one shape from another is one of few identifiers, which nobody shows."""
OF_TIME = {"date", "date-time"}


@pytest.fixture(scope="module")
def schemas() -> dict[str, Schema]:
    """All shapes by name, as they are served."""
    found: dict[str, Schema] = json.loads(openapi_document(delivery_api()))["components"]["schemas"]
    return found


def members(schemas: Mapping[str, Schema]) -> Iterator[tuple[str, str, Schema]]:
    """Each member of each shape."""
    for name, schema in schemas.items():
        for member, described in schema.get("properties", {}).items():
            yield name, member, described


def parts(schema: Any) -> Iterator[Schema]:
    """The schema and all that stand in it."""
    if isinstance(schema, Mapping):
        yield schema
    for each in schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ():
        yield from parts(each)


def plain(schema: Any) -> Any:
    """The schema without words."""
    if isinstance(schema, Mapping):
        return {name: plain(each) for name, each in schema.items() if name not in ("description", "title", "examples")}
    return [plain(each) for each in schema] if isinstance(schema, list) else schema


def test_each_member_says_what_it_means(schemas: dict[str, Schema]) -> None:
    silent = [f"{name}.{member}" for name, member, described in members(schemas) if not described.get("description")]
    assert silent == []
    nameless = [name for name, schema in schemas.items() if not schema.get("description")]
    assert nameless == []


def test_descriptions_are_sentences_and_no_repetitions(schemas: dict[str, Schema]) -> None:
    for name, member, described in members(schemas):
        said = described["description"]
        assert said.endswith((".", "…", "`")), f"{name}.{member}: {said}"
        assert said.casefold().strip(".").split() != member.split("_"), f"{name}.{member}"


def test_each_parameter_says_what_it_does() -> None:
    description = json.loads(openapi_document(delivery_api()))
    given = [operation for methods in description["paths"].values() for operation in methods.values()]
    assert [each["operationId"] for each in given if not each.get("description")] == []
    assert [
        each["name"] for operation in given for each in operation.get("parameters", ()) if not each.get("description")
    ] == []


def test_the_description_has_what_linters_ask_for() -> None:
    """What redocly and spectral recommend, which run where there is Node."""
    description = json.loads(openapi_document(delivery_api()))
    assert {"contact", "license"} <= description["info"].keys()
    assert description["security"] == []
    assert [path for path in description["paths"] if path != "/" and path.endswith("/")] == []
    defined = [tag["name"] for tag in description["tags"] if tag["description"]]
    used = [operation["tags"] for methods in description["paths"].values() for operation in methods.values()]
    assert len(defined) == len(set(defined))
    assert {tag for tags in used for tag in tags} == set(defined)


def test_what_is_absent_is_null_and_never_empty(schemas: dict[str, Schema]) -> None:
    for name, member, described in members(schemas):
        for part in parts(plain(described)):
            assert "" not in (part.get("default"), part.get("const"), *part.get("enum", ())), f"{name}.{member}"
        assert "mpty if" not in described["description"] or "array" in json.dumps(described), f"{name}.{member}"


def test_enumerations_are_values_with_labels(schemas: dict[str, Schema]) -> None:
    bare = [
        f"{name}.{member}"
        for name, member, described in members(schemas)
        if member not in DISCRIMINATORS and any({"enum", "const"} & part.keys() for part in parts(described))
    ]
    assert bare == []


def test_types_are_identifiers_and_kinds_are_enumerations(schemas: dict[str, Schema]) -> None:
    for name, member, described in members(schemas):
        if member == "type":
            assert "string" in json.dumps(described), name
        if member == "kind":
            assert described.get("$ref") == "#/components/schemas/Labelled", name


def test_whoever_names_a_thing_names_it_like_a_card(schemas: dict[str, Schema]) -> None:
    cards = {
        name for name, schema in schemas.items() if {"id", "type", "api_url"} <= schema.get("properties", {}).keys()
    }
    assert {"Card", "Translation", "EventPlace", "FoundThere", "Event", "Topic"} <= cards
    for name in cards:
        assert schemas[name]["properties"].keys() >= Card.model_fields.keys(), name


def test_whoever_is_shown_is_shown_like_a_speaker(schemas: dict[str, Schema]) -> None:
    shown = {name for name, schema in schemas.items() if "person" in schema.get("properties", {})}
    assert {"Speaker", "Contribution", "SpeakerItem", "Coordinator", "ContactValue"} <= shown
    for name in shown:
        properties = plain(schemas[name]["properties"])
        assert [each for each in properties if each in Speaker.model_fields] == list(Speaker.model_fields), name
        assert {each: properties[each] for each in Speaker.model_fields} == plain(schemas["Speaker"]["properties"]), (
            name
        )
    assert schemas["AgendaItem"]["properties"]["speakers"]["items"] == {"$ref": "#/components/schemas/Speaker"}


def test_what_a_thing_is_and_when_comes_first(schemas: dict[str, Schema]) -> None:
    for type_name in listed_types():
        properties = schemas[model_name(type_name)]["properties"]
        order = list(properties)
        assert order[:5] == ["id", "type", "title", "first_published_at", "updated_at"], type_name
        dates = [
            at
            for at, name in enumerate(order)
            if any(part.get("format") in OF_TIME for part in parts(properties[name]))
        ]
        assert max(dates) < order.index("slug"), type_name
