"""Names that must be one plugin's alone: those of the core are reserved, and of two plugins the one with the older right has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend import activation_cache
from cms.extend.points import Contributions, Label
from cms.extend.reserved import CORE, RESERVED

Name = tuple[str, str]
"""What kind of name it is, and the name."""


WORDS: Mapping[str, Label] = {
    "API path": _("API path"),
    "block": _("block"),
    "exporter": _("exporter"),
    "facet": _("facet"),
    "field": _("field"),
    "trigger": _("trigger"),
    "importer": _("importer"),
    "model": _("model"),
    "route": _("route"),
    "settings": _("settings"),
    "type": _("type"),
}
"""What people read of the kinds of names."""


class BadName(Exception):
    """A plugin may not have a name; the reason says which, and why."""

    def __init__(self, text: Any, kind: str, name: str, owner: str = "") -> None:
        super().__init__(kind, name)
        self.reason = format_lazy(text, kind=WORDS.get(kind, kind), name=name)
        self.kind, self.name, self.owner = kind, name, owner


class ReservedName(BadName):
    """The name belongs to the core, whether the core uses it today or not."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(_("the {kind} name {name} is reserved for the core; choose another one"), kind, name)


class DuplicateName(BadName):
    """Two plugins claim one name; `owner` has it."""

    def __init__(self, kind: str, name: str, owner: str = "") -> None:
        super().__init__(_("the {kind} name {name} is taken; choose another one"), kind, name, owner)


def names_of(given: Contributions) -> list[Name]:
    """What must be unique over all plugins."""
    types = [*given.page_types, *given.records]
    return [
        *(("type", public.name) for public in types),
        *(("model", public.model._meta.label_lower) for public in types),
        *(("API path", public.plural) for public in types),
        # One plugin may have several routes below one path.
        *(("API path", path) for path in dict.fromkeys(_first_part(route.prefix) for route in given.api_routes)),
        *(("field", f"{field.name} of {type_name}") for field in given.api_fields for type_name in field.types),
        *(("block", block.name) for block in given.blocks),
        *(("facet", f"{facet.name} of {type_name}") for facet in given.facets for type_name in facet.types),
        *(("route", route.prefix) for route in given.api_routes),
        *(("exporter", exporter.name) for exporter in given.exporters),
        *(("importer", importer.name) for importer in given.importers),
        *(("trigger", trigger.name) for trigger in given.triggers),
        *(("settings", each.model._meta.label_lower) for each in given.settings),
    ]


def _first_part(prefix: str) -> str:
    return prefix.strip("/").partition("/")[0]


def _own(given: Contributions) -> Iterator[Name]:
    """What must be unique within one plugin, since it is stored together with its slug."""
    for point in (
        "reactions",
        "menu",
        "checks",
        "jobs",
        "before_delete",
        "panels",
        "before_save",
        "after_save",
        "regions",
    ):
        items: tuple[Any, ...] = getattr(given, point)
        yield from ((point, each.name) for each in items)


def refuse_reserved(given: Contributions) -> None:
    """Raises `ReservedName` for a name that belongs to the core."""
    for kind, name in names_of(given):
        bare = name.partition(" of ")[0]
        if bare in RESERVED.get(kind, ()) or (kind == "field" and bare.startswith("model_")):
            raise ReservedName(kind, bare)


def refuse_doubles(plugin: str, given: Contributions) -> None:
    """Raises `ValueError` for a name that the plugin itself gives twice."""
    for (kind, name), times in Counter([*names_of(given), *_own(given)]).items():
        if times > 1:
            raise ValueError(f"{plugin} gives the {kind} name {name!r} {times} times; choose another one")


def conflicts(collected: Mapping[str, Contributions]) -> dict[str, DuplicateName]:
    """The plugins that may not have one of their names, since another one has an older right to it."""
    lost: dict[str, DuplicateName] = {}
    claims: dict[Name, list[str]] = {}
    for slug, given in collected.items():
        for name in names_of(given):
            claims.setdefault(name, []).append(slug)
    members = _members(collected)
    contested = {slug for slugs in claims.values() if len(slugs) > 1 for slug in slugs}
    taken: dict[Name, str] = {}
    for slug in _by_right(collected, contested):
        names = names_of(collected[slug])
        # A type keeps its own fields whoever comes first: without its type, the field of another plugin would say nothing.
        mine = {name: members[name] for name in names if name in members}
        wrong = next((each for each in names if each in taken or each in mine), None)
        if wrong:
            lost[slug] = DuplicateName(*wrong, owner=taken.get(wrong) or mine[wrong])
        else:
            taken.update(dict.fromkeys(names, slug))
    return lost


def _members(collected: Mapping[str, Contributions]) -> dict[Name, str]:
    """The fields that documents have by their schema, and whose type it is."""
    return {
        ("field", f"{member} of {public.name}"): slug
        for slug, given in collected.items()
        for public in (*given.page_types, *given.records)
        for member in public.schema.model_fields
    }


def _by_right(slugs: Iterable[str], contested: Iterable[str]) -> list[str]:
    """The core first, then what comes with Litfass, then what was enabled first, then the rest by slug."""
    first_party = {found.slug for found in settings.PLUGINS.found if found.is_first_party}
    ages = _ages() if set(contested) - CORE - first_party else ()

    def rank(slug: str) -> tuple[int, int, str]:
        if slug in CORE:
            return 0, 0, slug
        if slug in first_party:
            return 1, 0, slug
        return (2, ages.index(slug), slug) if slug in ages else (3, 0, slug)

    return sorted(slugs, key=rank)


def _ages() -> Sequence[str]:
    """The plugins that are enabled somewhere by decision, the oldest decision first."""
    return list(dict.fromkeys(slug for (slug, _site), enabled in activation_cache.early().decisions.items() if enabled))


def notes(lost: Mapping[str, DuplicateName]) -> dict[str, tuple[Label, ...]]:
    """What both sides must know, by slug: who has the name, and who wanted it."""
    told: dict[str, tuple[Label, ...]] = {}
    for slug, error in lost.items():
        words = {"kind": WORDS.get(error.kind, error.kind), "name": error.name, "owner": error.owner, "slug": slug}
        has = format_lazy(_("the {kind} name {name} belongs to {owner}"), **words)
        wants = format_lazy(_("{slug} wants the {kind} name {name} too, and is dropped"), **words)
        told[slug] = (*told.get(slug, ()), has)
        told[error.owner] = (*told.get(error.owner, ()), wants)
    return told
