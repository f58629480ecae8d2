"""Entries of a ledger as the tests of its read side need them: written straight into the table, with nothing behind them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib.contenttypes.models import ContentType

from cms.publishing.ledger import next_sequence
from cms.publishing.models import Entry, EntryState, FacetRow

NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


class Rows:
    """Writes entries; each has a later number than the one before, and was published an hour after it."""

    def add(
        self,
        kind: str,
        title: str,
        *,
        locale: str = "de",
        facets: Mapping[str, str] | None = None,
        document: Mapping[str, Any] | None = None,
        key: UUID | None = None,
        **columns: Any,
    ) -> Entry:
        """The entry; one with a reason is a tombstone."""
        number = next_sequence()
        key = key or uuid4()
        at = NOON + dt.timedelta(hours=number)
        given = {
            "id": uuid5(key, locale),
            "sequence": number,
            "state": EntryState.WITHDRAWN if columns.get("reason") else EntryState.LIVE,
            "type": kind,
            "locale": locale,
            "translation_key": key,
            "path": f"/{title.lower()}/" if locale else "",
            "title": title,
            "sort_key": title.lower(),
            "first_published_at": at,
            "updated_at": at,
            "document": json.dumps({"title": title, **(document or {})}),
            "etag": f"{title} {number}",
            "passages": [],
            "content_type": ContentType.objects.get_for_model(Entry),
            "object_pk": str(number),
        }
        entry = Entry.objects.create(**given | columns)
        for name, value in (facets or {}).items():
            FacetRow.objects.create(entry=entry, name=name, value=value, label=f"{value} ({locale or 'alle'})")
        return entry


def titles(entries: Any) -> list[str]:
    """What the entries are called, in their order."""
    return [entry.title for entry in entries]
