"""What partners get of a plugin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from cms.api.openapi_document import shapes_of
from cms.devkit.conformity.subject import Subject


def what_partners_get_says_what_it_means(subject: Subject) -> Iterator[str]:
    """Each member of its documents, blocks and answers has a description, and so has each of its fields in documents of others."""
    yield from (f"{name} has no description" for name, member in _members(subject) if not member.get("description"))
    yield from (f"{each.name} has no description" for each in subject.contributions.api_fields if not each.description)


def what_is_absent_is_null(subject: Subject) -> Iterator[str]:
    """Its documents and blocks say null for what is absent, not the empty text: `Text` of `cms.public.values` sees to it."""
    yield from (
        f"{name} is empty unless it is given" for name, member in _members(subject) if member.get("default") == ""
    )
    for given in subject.contributions.blocks:
        block = given.block()
        # Without a sample even what it needs is empty.
        if getattr(block.meta, "preview_value", None):
            shown = block.get_api_representation(block.get_preview_value())
            yield from (f"{given.name}{at} is empty in its preview" for at in _empty(shown))


def _members(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found: dict[str, Mapping[str, Any]] = {}
    for name, shape in _shapes(subject):
        schema = TypeAdapter(shape).json_schema(mode="serialization")
        for part, described in {name: schema, **schema.get("$defs", {})}.items():
            found |= {f"{part}.{member}": each for member, each in described.get("properties", {}).items()}
    yield from found.items()


def _shapes(subject: Subject) -> Iterator[tuple[str, Any]]:
    yield from ((name, item.schema) for _, name, item in subject.descriptors if hasattr(item, "schema"))
    for route in subject.contributions.api_routes:
        for view in route.router.path_operations.values():
            for operation in view.operations:
                yield from ((getattr(shape, "__name__", "answer"), shape) for shape in shapes_of(operation).values())


def _empty(value: Any, at: str = "") -> Iterator[str]:
    if value == "":
        yield at
    for name, each in value.items() if isinstance(value, dict) else ():
        yield from _empty(each, f"{at}.{name}")
    for each in value if isinstance(value, list) else ():
        yield from _empty(each, at)


RULES = (what_partners_get_says_what_it_means, what_is_absent_is_null)
