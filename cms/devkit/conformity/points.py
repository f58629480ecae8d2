"""What a plugin says of itself and contributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

from django.utils.functional import Promise

from cms.devkit.conformity.subject import Subject
from cms.extend import registry
from cms.extend.plugin import Plugin
from cms.extend.points import Contributions
from cms.extend.reasons import in_english
from cms.extend.registry import collect, name_of

NAME = re.compile(r"[a-z][a-z0-9_]*")
DIVIDED = str.maketrans("-.", "__")
"""What only plugins see, and what stands in addresses alone, may be divided by these as well."""


def contributions_were_taken(subject: Subject) -> Iterator[str]:
    """The registry dropped nothing."""
    if reason := registry().dropped.get(subject.plugin.slug):
        yield in_english(reason)


def label_is_the_slug(subject: Subject) -> Iterator[str]:
    """The app's label, which names its tables, is the slug."""
    if subject.plugin.label != subject.plugin.slug:
        yield f"the label is {subject.plugin.label!r}, the slug {subject.plugin.slug!r}"


def class_and_methods_say_what_they_are_for(subject: Subject) -> Iterator[str]:
    """The plugin's class has a title and a docstring, and so has each method of the contract that it defines a docstring."""
    kind = type(subject.plugin)
    if not str(subject.plugin.title).strip():
        yield "title is empty"
    if not (vars(kind).get("__doc__") or "").strip():
        yield f"{kind.__name__} has no docstring"
    for name in (*(point.name for point in fields(Contributions)), "on_enable", "on_disable"):
        own = vars(kind).get(name)
        if own is not None and own is not vars(Plugin)[name] and not (own.__doc__ or "").strip():
            yield f"{name} has no docstring"


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
        plain = name if point == "blocks" else name.translate(DIVIDED)
        if point not in ("api_routes", "settings") and not NAME.fullmatch(plain):
            yield f"{point}: {name!r}"


def names_bear_the_slug(subject: Subject) -> Iterator[str]:
    """Plugins from outside of this tree begin all stored and public names with `<slug>_`, so that nobody else has them."""
    slug = subject.plugin.slug
    others = [given for owner, given in registry().contributions.items() if owner != slug]
    joined = {facet.name for given in others for facet in given.facets}
    for point, name, item in subject.descriptors if not subject.is_first_party else ():
        if point not in ("settings", "checks") and not (point == "facets" and name in joined):
            for each in (name, getattr(item, "plural", name)):
                plain = each.replace("-", "_")
                if plain != slug and not plain.startswith((f"{slug}_", f"{slug}/")):
                    yield f"{point}: {each!r} does not begin with {slug!r}"


def labels_can_be_read(subject: Subject) -> Iterator[str]:
    """Labels are texts, and translatable ones."""
    for point, name, item in subject.descriptors:
        if hasattr(item, "label") and not (isinstance(item.label, Promise) and str(item.label).strip()):
            yield f"{point} {name}: {item.label!r} is not marked for translation (gettext_lazy)"


def routes_begin_with_a_slash(subject: Subject) -> Iterator[str]:
    """Routes have a prefix that begins with a slash."""
    for route in subject.contributions.api_routes:
        if not route.prefix.startswith("/"):
            yield f"{route.prefix!r} does not"


def jobs_leave_time_between(subject: Subject) -> Iterator[str]:
    """Jobs run at most once a minute."""
    for job in subject.contributions.jobs:
        if job.every < timedelta(minutes=1):
            yield f"{job.name} runs every {job.every}"


RULES = (
    label_is_the_slug,
    class_and_methods_say_what_they_are_for,
    contributions_are_the_same_each_time,
    names_are_plain,
    names_bear_the_slug,
    labels_can_be_read,
    routes_begin_with_a_slash,
    jobs_leave_time_between,
)
