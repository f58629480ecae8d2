"""Reads a single entry from the ledger, in one query."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from django.db.models import Subquery

from cms.api.languages import Languages
from cms.api.lastchange import OfLastChange
from cms.api.problems import ApiError
from cms.extend import PublicType
from cms.publishing.models import Entry, State

COLUMNS = ("id", "etag", "locale", "document", "state", "reason", "path", "updated_at", "last")


class Item(NamedTuple):
    """A live entry, and the last change of the ledger as it saw it."""

    id: UUID
    etag: str
    locale: str
    document: str
    state: str
    reason: str
    path: str
    updated_at: dt.datetime
    last: int


def read_item(public: PublicType, identity: str, languages: Languages) -> Item:
    """The entry with the id, or its best translation if languages are asked for; raises `ApiError` if there is none."""
    wanted = _uuid(public, identity)
    entries = Entry.objects.filter(type=public.name)
    if languages.chain:
        key = Subquery(Entry.objects.filter(pk=wanted).values("translation_key")[:1])
        entries = entries.filter(translation_key=key, locale__in=("", *languages.chain))
    else:
        entries = entries.filter(pk=wanted)
    rows = entries.annotate(last=OfLastChange("sequence")).values_list(*COLUMNS)
    found = [Item(*row) for row in rows]
    found.sort(key=lambda item: (item.state != State.LIVE, _rank(item.locale, languages)))
    if not found:
        raise ApiError(404, f"There is no {public.name} {wanted}{' in these languages' if languages.chain else ''}.")
    if found[0].state != State.LIVE:
        raise gone(found[0], public.name)
    return found[0]


def _uuid(public: PublicType, identity: str) -> UUID:
    try:
        return UUID(identity)
    except ValueError as error:
        detail = f"{identity[:50]!r} is no id; take it from the list of {public.plural}, or ask /lookup for a path."
        raise ApiError(404, detail) from error


def _rank(locale: str, languages: Languages) -> int:
    return languages.chain.index(locale) if locale in languages.chain else len(languages.chain)


def gone(entry: Item | Entry, type_name: str) -> ApiError:
    """The error that says what was withdrawn, and why."""
    tombstone = {
        "id": str(entry.id),
        "kind": type_name,
        "locale": entry.locale or None,
        "path": entry.path,
        "reason": entry.reason,
        "at": entry.updated_at.isoformat(),
    }
    return ApiError(410, f"This {type_name} was withdrawn: {entry.reason}. Forget your copy.", more=tombstone)
