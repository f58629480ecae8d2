"""The description of the API in the order in which people read it: by subject, then the shapes of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

CODE = re.compile(r"`([^`]+)`")
REFERENCE = "#/components/schemas/"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a request; `choices` are all values that it may have, if they are few."""

    name: str
    about: SafeString
    kind: SafeString
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Operation:
    """A request, and the shape of its answer."""

    name: str
    method: str
    path: str
    title: str
    about: SafeString
    parameters: tuple[Parameter, ...]
    answer: SafeString


@dataclass(frozen=True)
class Member:
    """A member of a shape."""

    name: str
    kind: SafeString
    about: SafeString
    required: bool


@dataclass(frozen=True)
class Shape:
    """A shape of the answers, or of a part of them."""

    name: str
    about: SafeString
    kind: SafeString
    members: tuple[Member, ...]
    example: str


@dataclass(frozen=True)
class Outline:
    """All of it."""

    title: str
    version: str
    about: tuple[SafeString, ...]
    subjects: tuple[tuple[str, tuple[Operation, ...]], ...]
    shapes: tuple[Shape, ...]


def outline(description: Mapping[str, Any]) -> Outline:
    """What an OpenAPI document says."""
    info = description["info"]
    return Outline(
        title=info["title"],
        version=info["version"],
        about=tuple(words(text) for text in info["description"].split("\n\n")),
        subjects=tuple((tag, tuple(found)) for tag, found in _subjects(_addresses(description))),
        shapes=shapes(description["components"]["schemas"]),
    )


def shapes(schemas: Mapping[str, Any]) -> tuple[Shape, ...]:
    """What these JSON Schemas say, by name; raises whatever comes of those that nobody can read."""
    return tuple(_shape(name, schema) for name, schema in schemas.items())


def words(text: str) -> SafeString:
    """The text as HTML; what stands in backticks is code."""
    return mark_safe(CODE.sub(r"<code>\1</code>", str(escape(text))))


def kind_of(schema: Mapping[str, Any]) -> SafeString:
    """What values are like, in words; shapes are links to their place on the page."""
    if reference := schema.get("$ref"):
        name = reference.removeprefix(REFERENCE)
        return format_html('<a href="#{0}">{0}</a>', name)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return format_html_join(mark_safe(" or "), "{}", ((kind_of(each),) for each in several))
    if schema.get("type") == "array":
        return format_html("list of {}", kind_of(schema.get("items", {})))
    if "const" in schema:
        return format_html("<code>{}</code>", schema["const"])
    if values := schema.get("enum"):
        return format_html_join(mark_safe(" or "), "<code>{}</code>", ((value,) for value in values))
    return escape(schema.get("format") or schema.get("type") or "anything")


def _addresses(description: Mapping[str, Any]) -> dict[str, Any]:
    """The operations by their paths on the server."""
    begin = next((urlsplit(server["url"]).path for server in description.get("servers", ())), "")
    return {begin + path: methods for path, methods in description["paths"].items()}


def _subjects(paths: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[Operation]]]:
    found = [(path, method, each) for path, methods in paths.items() for method, each in methods.items()]
    for tag, group in groupby(found, key=lambda entry: entry[2].get("tags", ["further"])[0]):
        yield tag, (_operation(path, method, each) for path, method, each in group)


def _operation(path: str, method: str, described: Mapping[str, Any]) -> Operation:
    answers = [each for status, each in described["responses"].items() if status.startswith("2")]
    schemas = [content["schema"] for each in answers for content in each.get("content", {}).values()]
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        title=described["summary"],
        about=words(described.get("description", "")),
        parameters=tuple(map(_parameter, described.get("parameters", ()))),
        answer=format_html_join(mark_safe(" or "), "{}", ((kind_of(schema),) for schema in schemas)),
    )


def _parameter(described: Mapping[str, Any]) -> Parameter:
    schema = described.get("schema", {})
    return Parameter(
        name=described["name"],
        about=words(described.get("description", "")),
        kind=kind_of(schema),
        choices=tuple(schema.get("enum", ())),
        required=described.get("required", False),
    )


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    required = schema.get("required", ())
    members = tuple(
        Member(member, kind_of(each), words(each.get("description", "")), member in required)
        for member, each in schema.get("properties", {}).items()
    )
    example = next(iter(schema.get("examples", ())), None)
    return Shape(
        name=name,
        about=words(schema.get("description", "")),
        kind=kind_of(schema) if not members else SafeString(),
        members=members,
        example=orjson.dumps(example, option=orjson.OPT_INDENT_2).decode() if example else "",
    )
