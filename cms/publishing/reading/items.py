"""Reads single entries, each with the last change of the ledger as it saw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast

from cms.publishing.models import Entry, EntryState
from cms.publishing.reading.compiled import plan_of
from cms.publishing.reading.entries import live_entries
from cms.publishing.reading.languages import Languages
from cms.publishing.reading.last_change import OfLastChange


class Item(NamedTuple):
    """An entry, or the tombstone that it left, and the last change of the ledger as it saw it."""

    id: UUID
    etag: str
    locale: str
    document: str
    state: str
    reason: str
    path: str
    updated_at: dt.datetime
    last: int

    @property
    def is_live(self) -> bool:
        """Whether it is public."""
        return self.state == EntryState.LIVE


COLUMNS = Item._fields[:-1]


def read_item(type_name: str, identity: UUID, languages: Languages) -> Item | None:
    """The entry with the id, or its best translation if languages are asked for, in one query; None if there never was any."""
    plan = plan_of(
        ("item", type_name, languages.chain), lambda slot: _versions(type_name, slot(UUIDField()), languages.chain)
    )
    found = map(Item._make, plan.rows([identity]))
    return min(found, key=lambda item: (not item.is_live, languages.rank(item.locale)), default=None)


def _versions(type_name: str, identity: Any, chain: tuple[str, ...]) -> QuerySet[Entry, tuple[Any, ...]]:
    entries = Entry.objects.filter(type=type_name)
    if chain:
        key = Subquery(Entry.objects.filter(pk=identity).values("translation_key")[:1])
        entries = entries.filter(translation_key=key, locale__in=("", *chain))
    else:
        entries = entries.filter(pk=identity)
    return entries.annotate(last=OfLastChange("sequence")).values_list(*COLUMNS, "last")


def documents_by_id(ids: Collection[UUID]) -> Mapping[UUID, tuple[str, int]]:
    """The public documents with these ids, each with the ledger's last change."""
    entries = live_entries().filter(pk__in=ids).annotate(last=OfLastChange("sequence"))
    return {pk: (document, last) for pk, document, last in entries.values_list("pk", "document", "last")}


def documents_of_type(type_name: str) -> list[tuple[str, str]]:
    """Tag and document of all things of a type, those first that were published last."""
    newest = live_entries().filter(type=type_name).order_by("-first_published_at", "id")
    return list(newest.values_list("etag", "document"))


def document_called(type_name: str, title: str, *, locale: str) -> str | None:
    """The document of the type with this title, in the language or of a record."""
    found = live_entries().filter(type=type_name, title=title, locale__in=("", locale))
    return found.values_list("document", flat=True).first()


def document_of(thing: Any) -> tuple[UUID, str] | None:
    """Key and document of the page as the public has it; None if it is not public."""
    found = live_entries().filter(content_type=thing.content_type_id, object_pk=str(thing.pk))
    return next(iter(found.values_list("pk", "document")), None)


class PageEntry(NamedTuple):
    """Which page stands at an address, with its document."""

    id: UUID
    type: str
    object_pk: str
    document: str


def page_entry(path: str, *, site: int) -> PageEntry | None:
    """The public page at the path of the site; None where there is none, or more than one."""
    found = live_entries().filter(path=path, site=site).values_list(*PageEntry._fields)[:2]
    rows = list(map(PageEntry._make, found))
    return rows[0] if len(rows) == 1 else None


def entries_of(things: QuerySet[Any]) -> QuerySet[Entry]:
    """The live entries of these things of one model, which have numbers as keys: at most those that are public."""
    kind = ContentType.objects.get_for_model(things.model)
    return live_entries().filter(content_type=kind, object_pk__in=things.order_by().values(key=Cast("pk", CharField())))
