"""The members of documents that site, search, feeds and calendars read, whatever the type, and the shape in which they read them.

The shapes are those of the core's own documents. A schema of a plugin may have such a member in this shape or narrower, so that every
document can be read by those who never heard of its type; `wrong_members` says which do not fit, `as_read` makes sure of each document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError

from cms.content.documents.event_shape import EventDocument
from cms.content.documents.partner import PartnerDocument
from cms.content.documents.shapes import PageDocument, RecordDocument
from cms.content.schedule import Schedule
from cms.extend import PageType, PublicType
from cms.extend.result_validation import WrongResult
from cms.extend.storable import as_json, is_text

OFTEN: Mapping[type[BaseModel], tuple[str, ...]] = {
    EventDocument: (
        *("status", "occurrences", "series", "topics", "hero_image", "published_on", "published_by"),
        *("format", "cities", "attendance"),
    ),
    PartnerDocument: ("city", "kind", "acronym"),
}
"""What is read of any thing that has it, and whose shape it is."""


def _shape(schema: type[BaseModel], member: str) -> Any:
    return schema.model_fields[member].annotation


READ: Mapping[str, Any] = {
    **{name: _shape(PageDocument, name) for name in PageDocument.model_fields},
    **{name: _shape(RecordDocument, name) for name in RecordDocument.model_fields},
    # Records have no language and often no page.
    **{name: _shape(PageDocument, name) | None for name in ("locale", "url")},
    **{name: _shape(schema, name) | None for schema, names in OFTEN.items() for name in names},
}
"""Each member that is read, with the shape in which it is read."""

OF_ALL = ("id", "type", "title")
OF_PAGES = (*OF_ALL, "locale", "url", "path")
"""Without these nobody can show a record, or a page."""


class WrongMember(NamedTuple):
    """A member that a schema has in another shape than this one, or does not have at all."""

    name: str
    shape: str
    is_missing: bool


def needed(public: PublicType) -> tuple[str, ...]:
    """The members without which nobody can show things of the type."""
    return OF_PAGES if isinstance(public, PageType) else OF_ALL


def wrong_members(public: PublicType) -> list[WrongMember]:
    """What of the type's schema nobody could read, in the order of the table."""
    aliased = bool(public.schema.model_config.get("serialize_by_alias"))
    described = public.schema.model_json_schema(mode="serialization", by_alias=aliased)
    given = _resolved(described, described)
    has, always = given.get("properties", {}), given.get("required", ())
    missing = {name for name in needed(public) if name not in always}
    return [
        WrongMember(name, in_words(shape), name in missing)
        for name, shape in READ.items()
        if name in missing or (name in has and not _fits(has[name], described, _described(name), _described(name)))
    ]


def as_read(public: PublicType, document: BaseModel) -> dict[str, Any]:
    """The document as JSON that can be stored and read by all; raises `WrongResult` for any other, however it was made."""
    given = as_json(document.model_dump(mode="json"))
    if not isinstance(given, dict):
        raise WrongResult("a document with members", given)
    wanted = needed(public)
    for name in READ:
        if name in wanted if name not in given else not _is_read(name, given[name]):
            raise WrongResult(f"a document with {name} as {in_words(READ[name])}", given.get(name))
    if not is_text(given["title"]):
        raise WrongResult("a document with a title of whole characters", given["title"])
    Schedule.of_document(given)
    return given


def _is_read(name: str, value: Any) -> bool:
    adapter = _adapter(name)
    try:
        read = adapter.validate_json(orjson.dumps(value), strict=True)
    except ValidationError:
        return False
    # A number in a text is taken for a moment, too, but by nobody else.
    return not isinstance(value, str) or adapter.dump_python(read, mode="json") == value


def in_words(shape: Any) -> str:
    """The shape as authors write it: `list[Card] | None`."""
    text = shape.__name__ if isinstance(shape, type) and not getattr(shape, "__args__", ()) else str(shape)
    return re.sub(r"\b\w+\.", "", text)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(READ[name])


@cache
def _described(name: str) -> Mapping[str, Any]:
    return _adapter(name).json_schema(mode="serialization")


Schema = Mapping[str, Any]


def _fits(given: Schema, of_given: Schema, wanted: Schema, of_wanted: Schema) -> bool:
    """Whether all that the one JSON schema describes is described by the other one; each is looked up in the schema around it."""
    wanted_ones = list(_alternatives(wanted, of_wanted))
    return all(
        any(_is_within(one, of_given, other, of_wanted) for other in wanted_ones)
        for one in _alternatives(given, of_given)
    )


def _alternatives(schema: Schema, around: Schema) -> Iterator[Schema]:
    found = _resolved(schema, around)
    several = found.get("anyOf") or found.get("oneOf") or ()
    for each in several:
        yield from _alternatives(each, around)
    if not several:
        yield found


def _resolved(schema: Schema, around: Schema) -> Schema:
    while "$ref" in schema:
        schema = around["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _is_within(given: Schema, of_given: Schema, wanted: Schema, of_wanted: Schema) -> bool:
    kind = wanted.get("type")
    if kind is None:
        return True
    if given.get("type") != kind and (given.get("type"), kind) != ("integer", "number"):
        return False
    fits = partial(_fits, of_given=of_given, of_wanted=of_wanted)
    if kind == "array":
        items = given.get("prefixItems") or [given.get("items", {})]
        return all(fits(each, wanted=wanted.get("items", {})) for each in items)
    if kind == "object":
        has, wants = given.get("properties", {}), wanted.get("properties", {})
        others = wanted.get("additionalProperties", True)
        return (
            {*wanted.get("required", ())} <= {*given.get("required", ())}
            and all(fits(has[name], wanted=wants[name]) for name in wants if name in has)
            and (not isinstance(others, Mapping) or fits(given.get("additionalProperties") or {}, wanted=others))
        )
    return "format" not in wanted or given.get("format") == wanted["format"]
