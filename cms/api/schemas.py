"""JSON Schemas of everything that leaves the house, streams typed block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from cms.api.types import document_model
from cms.public.stream_schemas import StreamItem, stream_adapter

Schema = Mapping[str, Any]
COMPONENTS = "#/components/schemas/"
OURS = ("blocks__", "cms__", "search__")
"""How names of the core's models begin where another model is called alike."""


def described(shapes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of each of these types and models, and the definitions that they share, as in OpenAPI's components."""
    adapters: list[tuple[Any, Any, TypeAdapter[Any]]] = [
        (name, "serialization", TypeAdapter(shape)) for name, shape in shapes.items()
    ]
    stream: tuple[Any, Any, TypeAdapter[Any]] = (StreamItem, "serialization", stream_adapter())
    found, rest = TypeAdapter.json_schemas([*adapters, stream], ref_template=COMPONENTS + "{model}")
    found, definitions = _named(found, rest.get("$defs", {}))
    # Documents know streams as lists of some block; which blocks there are is known here.
    definitions[StreamItem.__name__] = {
        "description": "One block of a text; `type` tells which.",
        **found[StreamItem, "serialization"]["items"],
    }
    return {name: found[name, "serialization"] for name in shapes}, definitions


def _named(found: Any, definitions: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The same, where the core's models keep their names though a plugin has one that is called alike: all others say their module."""
    shorter = {name: name.rpartition("__")[2] for name in definitions if name.startswith(OURS)}
    clear = {name: short for name, short in shorter.items() if list(shorter.values()).count(short) == 1}
    if not clear:
        return found, dict(definitions)

    def named(schema: Any) -> Any:
        text = orjson.dumps(schema).decode()
        for name, short in clear.items():
            text = text.replace(f'"{COMPONENTS}{name}"', f'"{COMPONENTS}{short}"')
        return orjson.loads(text)

    renamed = {clear.get(name, name): schema for name, schema in definitions.items()}
    return {key: named(schema) for key, schema in found.items()}, named(renamed)


@dataclass(frozen=True)
class Shape:
    """A part of a schema, with the definitions that it refers to."""

    schema: Schema
    definitions: Schema

    def members(self) -> dict[str, Shape] | None:
        """The names inside, through lists and alternatives; none inside of plain values, None where anything may stand."""
        found: dict[str, Shape] = {}
        for node in self._objects(self.schema):
            if "properties" not in node:
                return None
            for name, inner in node["properties"].items():
                found[name] = Shape({"anyOf": [inner, *_alternatives(found.get(name))]}, self.definitions)
        return found

    def _objects(self, schema: Schema) -> Iterator[Schema]:
        """The schemas of objects that may stand here; one without properties where anything may."""
        if "$ref" in schema:
            yield from self._objects(self.definitions[schema["$ref"].removeprefix(COMPONENTS)])
        elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
            for alternative in alternatives:
                yield from self._objects(alternative)
        elif schema.get("type") == "array":
            yield from self._objects(schema.get("items", {}))
        elif schema.get("type", "object") == "object" and "const" not in schema and "enum" not in schema:
            yield schema


def _alternatives(shape: Shape | None) -> list[Any]:
    return [shape.schema] if shape else []


@cache
def document_shape(type_name: str) -> Shape:
    """The shape of the type's documents."""
    found, definitions = described({type_name: document_model(type_name)})
    return Shape(found[type_name], definitions)
