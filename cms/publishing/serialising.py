"""Turns a public thing into what the ledger stores of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation
from django.utils.text import Truncator
from wagtail.models import Page

from cms.content.documents.read_members import as_read
from cms.extend import FacetValue, Occurrence, Passage, PublicType, is_enabled, public_id, registry
from cms.extend.guard import Guarded, finished
from cms.public.restrictions import with_restrictions
from cms.public.sanitising import harmless_addresses


@dataclass(frozen=True, kw_only=True)
class Serialised:
    """A public thing as it stands now; its document still lacks the dates that the ledger keeps."""

    id: UUID
    type: str
    locale: str
    translation_key: UUID
    site: int | None
    path: str
    title: str
    sort_key: str
    occurrences: tuple[Occurrence, ...]
    document: dict[str, Any]
    facets: frozenset[tuple[str, str, str]]
    passages: list[Passage]
    counted_in: list[tuple[int, str]]

    @property
    def starts_at(self) -> datetime | None:
        """Its first beginning."""
        return min((each.starts_at for each in self.occurrences), default=None)

    @property
    def last_starts_at(self) -> datetime | None:
        """Its last beginning; None for one exact span, which beginning and end tell whole."""
        return max((each.starts_at for each in self.occurrences), default=None) if self.rows else None

    @property
    def ends_at(self) -> datetime | None:
        """Its last end."""
        return max((each.ends_at for each in self.occurrences), default=None)

    @property
    def rows(self) -> tuple[Occurrence, ...]:
        """What has to be kept of its occurrences beside the first beginning and the last end."""
        only = self.occurrences[0] if len(self.occurrences) == 1 else None
        return () if only and only.exact and only.takes_place else self.occurrences

    def dated(self, *, first_published_at: datetime, updated_at: datetime) -> tuple[str, str]:
        """The document with its dates, in the order of its schema, and its entity tag."""
        document = self.document | {"first_published_at": first_published_at, "updated_at": updated_at}
        data = orjson.dumps(document, option=orjson.OPT_UTC_Z)
        return data.decode(), hashlib.sha256(data).hexdigest()[:32]


def serialise(thing: Any) -> Serialised:
    """The thing as the ledger stores it; raises what its document builder raises."""
    public = registry().type_of(type(thing))
    if public is None:
        raise LookupError(f"{type(thing).__name__} is no public type; register it as a page type or record.")
    locale = thing.locale.language_code if hasattr(thing, "locale") else ""
    with translation.override(locale or settings.LANGUAGE_CODE):
        return _serialise(thing, public, locale)


def _serialise(thing: Any, public: PublicType, locale: str) -> Serialised:
    site, path = _place(thing)
    document = _document(thing, public)
    extra = {
        field.name: field.value(thing) if is_enabled(field.plugin, site) else None
        for field in registry().api_fields
        if public.name in field.types
    }
    identity = public_id(thing)
    # Which thing it is, the ledger knows, whatever a plugin's document says.
    known = {"id": str(identity), "type": public.name, "locale": locale or None, "path": path or None}
    document |= {name: value for name, value in known.items() if name in document}
    return Serialised(
        id=identity,
        type=public.name,
        locale=locale,
        translation_key=getattr(thing, "translation_key", identity),
        site=site,
        path=path,
        title=Truncator(str(document.get("title") or thing)).chars(500),
        sort_key=public.sort_key(thing)[:500],
        occurrences=_occurrences(public, thing),
        document=harmless_addresses(document | extra),
        facets=frozenset(_facets(thing, public.name, site)),
        passages=[*public.passages(thing), *_further_passages(thing, public.name, site)],
        counted_in=sorted({key_of(other) for other in public.refreshes(thing)}),
    )


def _document(thing: Any, public: PublicType) -> dict[str, Any]:
    """What its type says of it; if that is a plugin's, what nobody could store or read is a failure of the plugin's function."""
    if isinstance(public.document, Guarded):
        document: dict[str, Any] = finished(public.document, partial(as_read, public))(thing)
        return document
    return public.document(thing).model_dump(mode="json")


def _occurrences(public: PublicType, thing: Any) -> tuple[Occurrence, ...]:
    """When the thing takes place, in the order of time."""
    found = tuple(public.occurrences(thing))
    window = None if found else public.window(thing)
    return (Occurrence(*window),) if window else tuple(sorted(set(found)))


def as_stored(thing: Model) -> Any:
    """The thing as the database has it, with what is asked of each page; None if it is gone."""
    found = type(thing)._base_manager.filter(pk=thing.pk)
    return (with_restrictions(found.select_related("locale")) if isinstance(thing, Page) else found).first()


def key_of(thing: Model) -> tuple[int, str]:
    """Content type and key, under which content is noted."""
    content_type = thing.content_type_id if isinstance(thing, Page) else ContentType.objects.get_for_model(thing).pk
    return content_type, str(thing.pk)


def _place(thing: Any) -> tuple[int | None, str]:
    parts = thing.get_url_parts() if hasattr(thing, "get_url_parts") else None
    return (parts[0], parts[2]) if parts else (None, "")


def _facets(thing: Any, type_name: str, site: int | None) -> set[tuple[str, str, str]]:
    found: dict[tuple[str, str], FacetValue] = {}
    for facet in registry().facets_of(type_name):
        if is_enabled(facet.plugin, site):
            for value in facet.values(thing):
                found[facet.name, value.value] = value
    return {(name, value.value, str(value.label)) for (name, _), value in found.items()}


def _further_passages(thing: Any, type_name: str, site: int | None) -> list[Passage]:
    fields = [
        field for field in registry().search_fields if type_name in field.types and is_enabled(field.plugin, site)
    ]
    return [Passage(text, type=field.name) for field in fields if (text := field.text(thing))]
