"""Parameters of query strings: how each is read, and what OpenAPI and the page about the API say of it. Each route has one table of them.

What cannot be understood is a `FilterError` that names the parameter and says what is allowed instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import translation
from django.utils.functional import Promise

MAX_LENGTH = 2000

Parse = Callable[[str, list[str]], Any]
"""Makes one value of a parameter's name and all that was given for it, at least one."""


@dataclass
class FilterError(ValueError):
    """A parameter that cannot be understood: which one, why, and what is allowed instead."""

    parameter: str
    code: str
    detail: str
    allowed: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return self.detail


class Query(Protocol):
    """What QueryDict offers of a query string."""

    def __iter__(self) -> Iterator[str]:
        """Names."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter: its name, how it is parsed, its JSON Schema, and what it means; `default` stands where it is not given."""

    name: str
    parse: Parse
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    text: str | Promise
    default: Any = None
    required: bool = False

    def read(self, query: Query) -> Any:
        """Its value in the query string."""
        values = query.getlist(self.name) if self.name in query else []
        if self.required and not any(values):
            raise FilterError(self.name, "missing", f"{self.name} is missing. {self.text}")
        return self.parse(self.name, values) if values else self.default

    def openapi(self) -> dict[str, Any]:
        """The parameter as OpenAPI has it, in English."""
        with translation.override("en"):
            text = str(self.text)
        return {
            "in": "query",
            "name": self.name,
            "required": self.required,
            "description": text,
            "schema": dict(self.schema),
        }


class Parameters(tuple[Parameter, ...]):
    """All parameters of a route, in the order in which they are described."""

    def read(self, query: Query) -> dict[str, Any]:
        """The value of each by its name; refuses any other."""
        refuse_unknown(query, [each.name for each in self])
        return {each.name: each.read(query) for each in self}

    def openapi(self) -> dict[str, Any]:
        """What a route adds to its description."""
        return {"parameters": [each.openapi() for each in self]}


def refuse_unknown(query: Iterable[str], allowed: Collection[str]) -> None:
    """Refuses a parameter that is not allowed."""
    for name in query:
        if name not in allowed:
            raise FilterError(
                shown(name), "unknown_parameter", f"There is no parameter {shown(name)!r}.", tuple(allowed)
            )


def text(name: str, text: str, *, longest: int = MAX_LENGTH, **further: Any) -> Parameter:
    """A parameter with any text."""
    return Parameter(name=name, parse=lambda name, values: once(name, values, longest=longest), text=text, **further)


def whole_number(name: str, text: str, *, highest: int, default: int | None = None) -> Parameter:
    """A whole number from 1 on; one over the cap is refused, never cut."""

    def parse(name: str, values: list[str]) -> int:
        value = once(name, values, longest=30)
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
            detail = f"{name}: give a whole number between 1 and {highest}."
            raise FilterError(name, "out_of_range", detail, (f"1…{highest}",))
        return int(value)

    schema = {"type": "integer", "minimum": 1, "maximum": highest} | ({"default": default} if default else {})
    return Parameter(name=name, parse=parse, schema=schema, text=text, default=default)


def one_of(name: str, text: str, allowed: Sequence[str], *, default: str | None = None) -> Parameter:
    """One of these values."""

    def parse(name: str, values: list[str]) -> str:
        value = once(name, values)
        refuse_others(name, [value], allowed)
        return value

    schema = {"type": "string", "enum": list(allowed)} | ({"default": default} if default else {})
    return Parameter(name=name, parse=parse, schema=schema, text=text, default=default)


def some_of(name: str, text: str, allowed: Sequence[str]) -> Parameter:
    """Some of these values, separated by commas."""

    def parse(name: str, values: list[str]) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(part.strip() for part in once(name, values).split(",")))
        refuse_others(name, found, allowed)
        return found

    return Parameter(name=name, parse=parse, schema=list_of(allowed), text=text, default=())


def list_of(allowed: Iterable[str]) -> dict[str, Any]:
    """The schema of some of these values, separated by commas."""
    each = "|".join(allowed)
    return {"type": "string", "pattern": f"^({each})(,({each}))*$"}


def once(name: str, values: Sequence[str], *, longest: int = MAX_LENGTH) -> str:
    """The one value that was given."""
    if len(values) > 1:
        raise FilterError(name, "repeated", f"{name}: give it once.")
    return clean(name, values[0], longest=longest)


def clean(name: str, value: str, *, longest: int) -> str:
    """The value, if it is text of at most this length."""
    if len(value) > longest or "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise FilterError(name, "malformed", f"{name}: at most {longest} characters, no NUL and no half characters.")
    return value


def refuse_others(name: str, values: Iterable[str], allowed: Collection[str]) -> None:
    """Refuses a value that is none of the allowed ones."""
    for value in values:
        if value not in allowed:
            raise FilterError(name, "unknown_value", f"{name}: {shown(value)!r} is no possible value.", tuple(allowed))


def shown(text: str) -> str:
    """As much of what was sent as an answer repeats."""
    return text.encode("utf-8", "replace").decode()[:50]
