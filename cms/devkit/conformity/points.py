"""What a plugin contributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from typing import get_args, get_type_hints

from django.utils.functional import Promise
from ninja import Router
from pydantic import BaseModel

from cms.devkit.conformity.subject import Subject
from cms.extend import registry
from cms.extend.points import Contributions
from cms.extend.reasons import in_english
from cms.extend.registry import collect, name_of

NAME = re.compile(r"[a-z][a-z0-9_]*")
DIVIDED = str.maketrans("-.", "__")
FORMATS = (
    "exporters",
    "importers",
    "happenings",
    "reactions",
    "menu",
    "checks",
    "jobs",
    "before_delete",
    "before_save",
    "after_save",
)


def kinds() -> dict[str, type]:
    """The class of each point's descriptors."""
    hints = get_type_hints(Contributions)
    return {point.name: get_args(hints[point.name])[0] for point in fields(Contributions)}


def descriptors_are_of_their_points(subject: Subject) -> Iterator[str]:
    """Each method returns descriptors of its own point."""
    for point, kind in kinds().items():
        for item in subject.given_by(point):
            if not isinstance(item, kind):
                yield f"{point} gives a {type(item).__name__} instead of a {kind.__name__}"


def contributions_were_taken(subject: Subject) -> Iterator[str]:
    """The registry dropped nothing."""
    if reason := registry().dropped.get(subject.plugin.slug):
        yield in_english(reason)


def contributions_are_the_same_each_time(subject: Subject) -> Iterator[str]:
    """Its methods give the same whenever they are asked."""
    again = collect(subject.plugin)
    for point in fields(Contributions):
        first, second = (
            [name_of(item) for item in getattr(each, point.name)] for each in (subject.contributions, again)
        )
        if first != second:
            yield f"{point.name} gave {first}, then {second}"


def names_are_plain(subject: Subject) -> Iterator[str]:
    """Names are small letters, digits and underscores, since they stand in stored content, addresses and filters."""
    for point, name, _item in subject.descriptors:
        if point not in ("api_routes", "settings") and not (
            NAME.fullmatch(name.translate(DIVIDED) if point in FORMATS else name)
        ):
            yield f"{point}: {name!r}"


def names_bear_the_slug(subject: Subject) -> Iterator[str]:
    """Plugins from outside of this tree begin all stored and public names with `<slug>_`, so that nobody else has them."""
    if subject.is_first_party:
        return
    slug = subject.plugin.slug
    for point, name, item in subject.descriptors:
        joined = point == "facets" and registry().contributions.get("content") and name in _facets_of_others(slug)
        if point not in ("settings", "checks") and not joined and not _belongs(name, slug):
            yield f"{point}: {name!r} does not begin with {slug!r}"
        if hasattr(item, "plural") and not _belongs(item.plural, slug):
            yield f"{point}: {item.plural!r} does not begin with {slug!r}"


def _belongs(name: str, slug: str) -> bool:
    plain = name.replace("-", "_")
    return plain == slug or plain.startswith((f"{slug}_", f"{slug}/"))


def _facets_of_others(slug: str) -> set[str]:
    others = [given for owner, given in registry().contributions.items() if owner != slug]
    return {facet.name for given in others for facet in given.facets}


def labels_can_be_read(subject: Subject) -> Iterator[str]:
    """Labels are texts, and translatable ones."""
    for point, name, item in subject.descriptors:
        if hasattr(item, "label") and not (isinstance(item.label, Promise) and str(item.label).strip()):
            yield f"{point} {name}: {item.label!r} is not marked for translation (gettext_lazy)"


def schemas_are_pydantic(subject: Subject) -> Iterator[str]:
    """Schemas are pydantic models that can be described to partners."""
    for point, name, item in subject.descriptors:
        schema = getattr(item, "schema", None)
        if schema and (fault := _not_describable(schema)):
            yield f"{point} {name}: {fault}"


def _not_describable(schema: type[BaseModel]) -> str:
    try:
        schema.model_json_schema()
    except Exception as error:  # noqa: BLE001 - whatever pydantic says is the fault
        return f"{schema.__name__} cannot be described: {error}"
    return ""


def types_are_known(subject: Subject) -> Iterator[str]:
    """Types named in fields, facets, exporters and vetoes exist."""
    for point, name, item in subject.descriptors:
        for each in getattr(item, "types", ()):
            if each not in registry().public_types:
                yield f"{point} {name}: there is no type {each!r}"


def happenings_are_known(subject: Subject) -> Iterator[str]:
    """Reactions wait for happenings that somebody gives."""
    for reaction in subject.contributions.reactions:
        yield from (
            f"{reaction.name}: nobody gives {name!r}" for name in reaction.to if name not in registry().happenings
        )


def routes_are_routers(subject: Subject) -> Iterator[str]:
    """Routes are Ninja routers below a prefix that begins with a slash."""
    for route in subject.contributions.api_routes:
        if not route.prefix.startswith("/") or route.prefix.endswith("/"):
            yield f"{route.prefix!r} must begin with a slash and not end with one"
        if not isinstance(route.router, Router):
            yield f"{route.prefix}: {type(route.router).__name__} is no ninja.Router"


def jobs_leave_time_between(subject: Subject) -> Iterator[str]:
    """Jobs run at most once a minute."""
    for job in subject.contributions.jobs:
        if not isinstance(job.every, timedelta) or job.every < timedelta(minutes=1):
            yield f"{job.name} runs every {job.every}"


RULES = (
    descriptors_are_of_their_points,
    contributions_were_taken,
    contributions_are_the_same_each_time,
    names_are_plain,
    names_bear_the_slug,
    labels_can_be_read,
    schemas_are_pydantic,
    types_are_known,
    happenings_are_known,
    routes_are_routers,
    jobs_leave_time_between,
)
