"""The one grammar of filters, for lists, search, feeds and sync."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import format_lazy

from cms.extend import Facet, PublicType, registry
from cms.publishing.reading.filters import EVERY_LANGUAGE, Filter, Phase, Span
from cms.publishing.reading.parameters import FilterError as FilterError
from cms.publishing.reading.parameters import (
    Parameter,
    Query,
    clean,
    list_of,
    once,
    one_of,
    refuse_others,
    refuse_unknown,
    shown,
)
from cms.publishing.slugs import slugs_of

MAX_VALUE = 200
MAX_VALUES = 50
MAX_REPEATS = 10
"""How often a parameter may be given; each time is a condition of its own in the query."""


def filter_parameters() -> tuple[str, ...]:
    """The names of all parameters of the grammar."""
    return tuple(each.name for each in filters())


def filters() -> tuple[Parameter, ...]:
    """All parameters of the grammar: facets, types, times and the language."""
    types = _public_types()
    of_types = Parameter(
        name="type", text="Types of things.", parse=partial(_group, allowed=types), schema=list_of(types), default=()
    )
    locale = one_of("locale", "One language, `*` for all of them.", (*language_codes(), EVERY_LANGUAGE))
    return (*map(facet_filter, registry().facets), of_types, WHEN, *STARTS, *UPDATED, locale)


def filters_of(public: PublicType) -> tuple[Parameter, ...]:
    """The filters of a type: its facets, its time if it takes place, its last change."""
    facets = [facet_filter(facet) for facet in registry().facets if public.name in facet.types]
    return (*facets, *((WHEN, *STARTS) if public.takes_place else ()), *UPDATED)


def language_codes() -> tuple[str, ...]:
    """The languages of the installation."""
    return tuple(code for code, _ in settings.LANGUAGES)


def facet_filter(facet: Facet) -> Parameter:
    """The filter by a facet."""
    text = format_lazy("{}: a comma means or, giving the parameter again means and.", facet.label)
    return Parameter(name=facet.name, text=text, parse=_facet)


def parse_filter(query: Query, *, also: Collection[str] = (), types: tuple[str, ...] = ()) -> Filter:
    """The filter that a query string means; raises `FilterError` for what it does not understand.

    `also` names parameters that the caller reads itself. `types` fixes the types, as in a list of events.
    """
    known = [each for each in filters() if not (types and each.name == "type")]
    refuse_unknown(query, [*(each.name for each in known), *also])
    return filter_of({each.name: each.read(query) for each in known}, types=types)


def filter_of(given: Mapping[str, Any], *, types: tuple[str, ...] = ()) -> Filter:
    """The filter that the values of these parameters mean; `types` fixes the types."""
    locale = given.get("locale")
    return Filter(
        types=types or given.get("type") or (),
        locale=None if locale == EVERY_LANGUAGE else locale,
        facets={facet.name: given[facet.name] for facet in registry().facets if given.get(facet.name)},
        when=given.get("when") or (),
        start=Span(given.get("start.gte"), given.get("start.lt")),
        updated=Span(given.get("updated.gte"), given.get("updated.lt")),
    )


def choices_of(name: str) -> frozenset[str] | None:
    """All values that a facet may have, as everyone says who gives it; None where one of them does not say."""
    given = [
        facet for public in registry().public_types for facet in registry().facets_of(public) if facet.name == name
    ]
    choices = [facet.choices() for facet in given]
    return None if None in choices else frozenset(value for each in choices for value in each or ())


def _groups(name: str, values: list[str], allowed: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """Comma means or, repetition means and."""
    for value in values:
        clean(name, value, longest=MAX_VALUE)
    if len(values) > MAX_REPEATS:
        raise FilterError(name, "repeated", f"{name}: give it at most {MAX_REPEATS} times.", allowed)
    groups = tuple(tuple(part.strip() for part in value.split(",") if part.strip()) for value in values)
    for group in groups:
        if not group or len(group) > MAX_VALUES:
            raise FilterError(name, "malformed", f"{name}: give between 1 and {MAX_VALUES} values.", allowed)
        if allowed:
            refuse_others(name, group, allowed)
    return groups


def _facet(name: str, values: list[str]) -> tuple[tuple[str, ...], ...]:
    """The groups with every slug of the things that the values mean; what a value can never mean is refused."""
    groups = _groups(name, values)
    given = {value for group in groups for value in group}
    if name in registry().public_types:
        slugs = slugs_of(name, given)
        if unknown := given - {*slugs}:
            detail = f"{name}: {shown(min(unknown))!r} is neither slug nor id of anything public; ask its list what there is."
            raise FilterError(name, "unknown_value", detail)
        return tuple(tuple(dict.fromkeys(slug for value in group for slug in slugs[value])) for group in groups)
    choices = choices_of(name)
    if choices is not None and (unknown := given - choices):
        allowed = tuple(sorted(choices)) if len(choices) <= MAX_VALUES else ()
        refuse_others(name, [min(unknown)], allowed)
    return groups


def _group(name: str, values: list[str], *, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The values of what a thing has only one of, so that two conditions could never hold together."""
    if len(values) > 1:
        raise FilterError(name, "repeated", f"{name}: give it once, with commas for or.", allowed)
    return _groups(name, values, allowed)[0]


def _phases(name: str, values: list[str]) -> tuple[Phase, ...]:
    return tuple(map(Phase, _group(name, values, allowed=tuple(Phase))))


def _public_types() -> tuple[str, ...]:
    return tuple(public.name for public in registry().public_types.values() if public.listed)


def _moment(name: str, values: list[str]) -> dt.datetime:
    text = once(name, values, longest=MAX_VALUE)
    moment = _parsed(parse_datetime, text.replace(" ", "+")) or _parsed(parse_date, text)
    # The first and the last year have moments that no other time zone can say.
    if moment is None or not dt.MINYEAR < moment.year < dt.MAXYEAR:
        raise FilterError(
            name,
            "malformed_date",
            f"{name}: {shown(text)!r} is no date; write 2026-05-31 or 2026-05-31T18:00:00+02:00.",
        )
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except ValueError:
        return None


MOMENT = {"type": "string", "examples": ["2026-05-31", "2026-05-31T18:00:00+02:00"]}

WHEN = Parameter(
    name="when",
    text="Where it stands in time, by the clock of the answer: `running` between the beginning and the end of one of its dates, "
    "`upcoming` while another one is to come, `past` after the last.",
    parse=_phases,
    schema=list_of(Phase),
    default=(),
)
STARTS = (
    Parameter(
        name="start.gte",
        text="What has a date that is still going on at this moment or begins after it.",
        parse=_moment,
        schema=MOMENT,
    ),
    Parameter(name="start.lt", text="What has a date that begins before this moment.", parse=_moment, schema=MOMENT),
)
UPDATED = (
    Parameter(name="updated.gte", text="Documents that changed at or after this moment.", parse=_moment, schema=MOMENT),
    Parameter(name="updated.lt", text="Documents that changed before this moment.", parse=_moment, schema=MOMENT),
)
