"""A small ledger of German content, written as the ledger writes it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from cms.extend import registry
from cms.public.reasons import Reason
from cms.publishing.ledger import next_sequence
from cms.publishing.models import Entry, EntryState, FacetRow, Slug, Version

BEGINNING = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
RECORDS = {"city", "person", "place", "programme", "series", "topic"}


class Ledger:
    """Writes entries without any content behind them."""

    def __init__(self) -> None:
        self.clock = BEGINNING

    def add(
        self,
        type_name: str,
        title: str,
        *,
        locale: str = "de",
        key: UUID | None = None,
        starts_at: dt.datetime | None = None,
        facets: dict[str, str] | None = None,
        path: str = "",
        **members: Any,
    ) -> Entry:
        """A live entry; `members` go into its document."""
        locale = "" if type_name in RECORDS else locale
        translation_key = key or uuid4()
        entry = Entry(
            id=uuid5(translation_key, locale),
            state=EntryState.LIVE,
            type=type_name,
            locale=locale,
            translation_key=translation_key,
            path=path or ("" if type_name in RECORDS else f"/{title.lower().replace(' ', '-')}/"),
            title=title,
            sort_key=title.casefold(),
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2) if starts_at else None,
            first_published_at=self.clock,
            content_type=ContentType.objects.get_for_model(Entry),
            object_pk="0",
            passages=[],
        )
        self.write(entry, **members)
        for name, value in (facets or {}).items():
            FacetRow.objects.create(entry=entry, name=name, value=value, label=value)
            Slug.objects.get_or_create(type=name, value=value, defaults={"thing": uuid4()})
        Version.objects.filter(entry_id=entry.pk).update(facets=list((facets or {}).items()))
        return entry

    def write(self, entry: Entry, **members: Any) -> Entry:
        """Publishes the entry anew, with other members in its document."""
        self.clock += dt.timedelta(minutes=1)
        entry.sequence, entry.updated_at = next_sequence(), self.clock
        document = {
            "id": str(entry.id),
            "type": entry.type,
            "locale": entry.locale or None,
            "title": entry.title,
            "path": entry.path,
            "is_fallback": False,
            "api_url": self.api_url(entry),
            "url": f"{settings.BASE_URL}{entry.path}",
            **members,
        }
        entry.document = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        entry.etag = f"tag-{entry.sequence}"
        entry.save()
        Version.objects.create(
            entry_id=entry.pk,
            sequence=entry.sequence,
            document=entry.document,
            facets=list(entry.facet_rows.values_list("name", "value")),
            etag=entry.etag,
            published_at=self.clock,
        )
        return entry

    def withdraw(self, entry: Entry, reason: Reason = Reason.UNPUBLISHED) -> None:
        """Leaves a tombstone."""
        self.clock += dt.timedelta(minutes=1)
        Entry.objects.filter(pk=entry.pk).update(
            state=EntryState.WITHDRAWN,
            reason=reason,
            document="",
            etag="",
            sequence=next_sequence(),
            updated_at=self.clock,
        )

    @staticmethod
    def api_url(entry: Entry) -> str:
        """Address of the entry's document."""
        return f"{settings.BASE_URL}/api/v1/{registry().public_types[entry.type].plural}/{entry.id}"

    def card(self, entry: Entry) -> dict[str, Any]:
        """How other documents name the entry."""
        return {
            "id": str(entry.id),
            "type": entry.type,
            "title": entry.title,
            "url": None,
            "api_url": self.api_url(entry),
        }


@pytest.fixture
def ledger(db: None) -> Ledger:
    """An empty ledger to write into."""
    return Ledger()


Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    """Asks the API as a partner's server does: with a path below its root, and headers by their names."""

    def ask(path: str, /, **headers: str) -> Any:
        return client.get(f"/api/v1/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})

    return ask


@pytest.fixture
def titles(get: Get) -> Callable[[str], list[str]]:
    """The titles of a list."""

    def read(path: str) -> list[str]:
        answer = get(path)
        assert answer.status_code == 200, answer.content
        return [item["title"] for item in answer.json()["items"]]

    return read
