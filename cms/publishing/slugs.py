"""Under which slugs things are and were known, so that filters that name them go on after a slug has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Model, Q

from cms.publishing.models import Entry, EntryState, FacetRow, Slug
from cms.publishing.serialising import Serialised


def note(thing: Model, built: Serialised) -> None:
    """Keeps in mind what the thing is called; a slug that another one had before is this one's from now on."""
    slug = getattr(thing, "slug", "")
    if not slug:
        return
    known, thing_id = Slug.objects.filter(type=built.type, value=slug), built.translation_key
    if not known.filter(thing=thing_id).exists():
        known.update_or_create(type=built.type, value=slug, defaults={"thing": thing_id})


def forget(entry_id: UUID) -> None:
    """Keeps nothing of what a thing was called that is gone for good in its last language; it is known by its id alone."""
    thing = Entry.objects.filter(pk=entry_id).values("translation_key")
    if not Entry.objects.filter(translation_key__in=thing, state=EntryState.LIVE).exclude(pk=entry_id).exists():
        Slug.objects.filter(thing__in=thing).delete()


def slugs_of(type_name: str, values: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """All slugs, of today and former, of the things of a type that each of the values means, a slug or an id in any language.

    A value that means nothing, and never did, is left out. One query, one more where an id is among the values.
    """
    ids = _things(type_name, {value: UUID(value) for value in values if _is_uuid(value)})
    of_type = Slug.objects.filter(type=type_name)
    meant = Q(thing__in=of_type.filter(value__in=values).values("thing")) | Q(thing__in=ids.values())
    slugs: dict[UUID, list[str]] = {}
    for thing, slug in of_type.filter(meant).values_list("thing", "value"):
        slugs.setdefault(thing, []).append(slug)
    named = {slug: thing for thing, own in slugs.items() for slug in own if slug in values} | ids
    found = {value: tuple(dict.fromkeys([value, *slugs.get(thing, ())])) for value, thing in named.items()}
    if unnamed := [value for value in values if value not in found]:
        # Something may be a facet's value before, or without, being public itself.
        rows = FacetRow.objects.filter(name=type_name, value__in=unnamed).values_list("value", flat=True).distinct()
        found |= {value: (value,) for value in rows}
    return found


def _things(type_name: str, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """The things behind ids, which documents bear for each language and once for all; those of what was withdrawn, too."""
    if not ids:
        return {}
    wanted = Q(pk__in=ids.values()) | Q(translation_key__in=ids.values())
    things: dict[UUID, UUID] = {}
    for entry_id, thing in Entry.objects.filter(wanted, type=type_name).values_list("pk", "translation_key"):
        things |= {entry_id: thing, thing: thing}
    return {value: things[entry_id] for value, entry_id in ids.items() if entry_id in things}


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False
