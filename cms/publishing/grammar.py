"""The one grammar of filters, for lists, search, feeds and sync."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from cms.extend import registry
from cms.publishing.filters import Filter, Phase, Span
from cms.publishing.slugs import slugs_of

MAX_VALUE = 200
MAX_VALUES = 50
MAX_REPEATS = 10
"""How often a parameter may be given; each time is a condition of its own in the query."""


@dataclass
class FilterError(ValueError):
    """A parameter that cannot be understood: which one, why, and what is allowed instead."""

    parameter: str
    code: str
    detail: str
    allowed: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return self.detail


class Parameters(Protocol):
    """What QueryDict offers of a query string."""

    def __iter__(self) -> Iterator[str]:
        """Names."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name."""


def facet_names() -> tuple[str, ...]:
    """The facets that all plugins together offer."""
    return tuple(facet.name for facet in registry().facets)


def choices_of(name: str) -> frozenset[str] | None:
    """All values that a facet may have, as everyone says who gives it; None where one of them does not say."""
    given = [
        facet for public in registry().public_types for facet in registry().facets_of(public) if facet.name == name
    ]
    choices = [facet.choices() for facet in given]
    return None if None in choices else frozenset(value for each in choices for value in each or ())


def filter_parameters() -> tuple[str, ...]:
    """All parameters of the grammar."""
    return (*facet_names(), "type", "when", "start.gte", "start.lt", "updated.gte", "updated.lt", "locale")


def parse_filter(parameters: Parameters, *, also: Collection[str] = (), types: tuple[str, ...] = ()) -> Filter:
    """The filter that a query string means; raises `FilterError` for what it does not understand.

    `also` names parameters that the caller reads itself. `types` fixes the types, as in a list of events.
    """
    allowed = tuple(name for name in filter_parameters() if not (types and name == "type"))
    for name in parameters:
        if name not in allowed and name not in also:
            raise FilterError(
                _shown(name), "unknown_parameter", f"There is no parameter {_shown(name)!r}.", (*allowed, *also)
            )
    given = {
        name: [_clean(name, value) for value in parameters.getlist(name)] for name in parameters if name in allowed
    }
    return Filter(
        types=types or _group(given, "type", _public_types()),
        locale=_one(given, "locale"),
        facets={name: _named(name, _groups(given, name)) for name in facet_names() if name in given},
        when=tuple(Phase(value) for value in _group(given, "when", tuple(Phase))),
        start=Span(_moment(given, "start.gte"), _moment(given, "start.lt")),
        updated=Span(_moment(given, "updated.gte"), _moment(given, "updated.lt")),
    )


def _public_types() -> tuple[str, ...]:
    return tuple(public.name for public in registry().public_types.values() if public.listed)


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:50]


def _clean(name: str, value: str) -> str:
    if "\x00" in value or len(value) > MAX_VALUE or any("\ud800" <= char <= "\udfff" for char in value):
        raise FilterError(name, "malformed", f"{name}: at most {MAX_VALUE} characters, no NUL and no half characters.")
    return value


def _groups(given: Mapping[str, list[str]], name: str, allowed: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """Comma means or, repetition means and."""
    if len(given.get(name, ())) > MAX_REPEATS:
        raise FilterError(name, "repeated", f"{name}: give it at most {MAX_REPEATS} times.", allowed)
    groups = tuple(tuple(part.strip() for part in value.split(",") if part.strip()) for value in given.get(name, ()))
    for group in groups:
        if not group or len(group) > MAX_VALUES:
            raise FilterError(name, "malformed", f"{name}: give between 1 and {MAX_VALUES} values.", allowed)
        for value in group:
            if allowed and value not in allowed:
                raise FilterError(name, "unknown_value", f"{name}: {value!r} is no possible value.", allowed)
    return groups


def _named(name: str, groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The same with every slug of the things that the values mean; what a value can never mean is refused."""
    values = {value for group in groups for value in group}
    if name in registry().public_types:
        slugs = slugs_of(name, values)
        if unknown := values - {*slugs}:
            detail = f"{name}: {_shown(min(unknown))!r} is neither slug nor id of anything public; ask its list what there is."
            raise FilterError(name, "unknown_value", detail)
        return tuple(tuple(dict.fromkeys(slug for value in group for slug in slugs[value])) for group in groups)
    choices = choices_of(name)
    if choices is not None and (unknown := values - choices):
        allowed = tuple(sorted(choices)) if len(choices) <= MAX_VALUES else ()
        raise FilterError(name, "unknown_value", f"{name}: {_shown(min(unknown))!r} is no possible value.", allowed)
    return groups


def _group(given: Mapping[str, list[str]], name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The values of what a thing has only one of, so that two conditions could never hold together."""
    if len(given.get(name, ())) > 1:
        raise FilterError(name, "repeated", f"{name}: give it once, with commas for or.", allowed)
    return tuple(value for group in _groups(given, name, allowed) for value in group)


def _one(given: Mapping[str, list[str]], name: str) -> str | None:
    values = given.get(name, [])
    if len(values) > 1:
        raise FilterError(name, "repeated", f"{name}: give it once.")
    return values[0] if values else None


def _moment(given: Mapping[str, list[str]], name: str) -> dt.datetime | None:
    text = _one(given, name)
    if text is None:
        return None
    moment = _parsed(parse_datetime, text.replace(" ", "+")) or _parsed(parse_date, text)
    # The first and the last year have moments that no other time zone can say.
    if moment is None or not dt.MINYEAR < moment.year < dt.MAXYEAR:
        raise FilterError(
            name,
            "malformed_date",
            f"{name}: {_shown(text)!r} is no date; write 2026-05-31 or 2026-05-31T18:00:00+02:00.",
        )
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except ValueError:
        return None
