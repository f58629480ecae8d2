"""Reads single parameters of a query string; what cannot be understood is a `FilterError` that names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.http import QueryDict

from cms.publishing.grammar import FilterError

MAX_LENGTH = 2000


def refuse_unknown(parameters: QueryDict, allowed: Collection[str]) -> None:
    """Refuses a parameter that is not allowed."""
    for name in parameters:
        if name not in allowed:
            raise FilterError(
                name[:50], "unknown_parameter", f"There is no parameter {name[:50]!r} here.", tuple(allowed)
            )


def text(parameters: QueryDict, name: str, *, longest: int = MAX_LENGTH) -> str | None:
    """The value; None if it was not given."""
    values = parameters.getlist(name)
    if len(values) > 1:
        raise FilterError(name, "repeated", f"{name}: give it once.")
    if not values:
        return None
    value = str(values[0])
    if len(value) > longest or "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise FilterError(name, "malformed", f"{name}: at most {longest} characters, no NUL and no half characters.")
    return value


def number(parameters: QueryDict, name: str, *, highest: int, lowest: int = 1) -> int | None:
    """The whole number; None if it was not given. One over the cap is refused, never cut."""
    value = text(parameters, name, longest=30)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        detail = f"{name}: give a whole number between {lowest} and {highest}."
        raise FilterError(name, "out_of_range", detail, (f"{lowest}…{highest}",))
    return int(value)


def choice(parameters: QueryDict, name: str, allowed: Sequence[str]) -> str | None:
    """One of the allowed values; None if none was given."""
    value = text(parameters, name)
    if value is not None and value not in allowed:
        raise unknown_value(name, value, allowed)
    return value


def choices(parameters: QueryDict, name: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Allowed values, separated by commas; none if the parameter was not given."""
    value = text(parameters, name)
    if value is None:
        return ()
    found = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
    for part in found:
        if part not in allowed:
            raise unknown_value(name, part, allowed)
    return found


def unknown_value(name: str, value: str, allowed: Collection[str]) -> FilterError:
    """The error for a value that is none of the allowed ones."""
    return FilterError(name, "unknown_value", f"{name}: {value[:50]!r} is no possible value.", tuple(allowed))
