"""Parks pages whose type is missing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from cms.dormant import related_rows
from cms.dormant.missing import dormant_type, orphans
from cms.dormant.models import DormantPage
from cms.extend.identity import translated_id
from cms.public.reasons import Reason
from cms.publishing import dependants, ledger

AT_A_TIME = 500

AT_REST: dict[str, Any] = {
    "live": False,
    "has_unpublished_changes": False,
    "latest_revision_id": None,
    "live_revision_id": None,
    "go_live_at": None,
    "expire_at": None,
    "locked": False,
    "locked_by_id": None,
    "locked_at": None,
}
"""Columns of a page that are set to rest while it is parked; its payload remembers what stood there."""
IDENTITY = ("pk", "content_type_id", "translation_key", "locale__language_code")
"""What the ledger knows a page by."""


def park(app_label: str = "") -> int:
    """Parks all orphans, each batch whole or not at all; how many there were. The rows of their own type stay as they are.

    With an app label: all pages of this plugin instead, whether they have lost it or not.
    """
    count = 0
    while parked := _park_some(
        Page._base_manager.filter(content_type__app_label=app_label) if app_label else orphans()
    ):
        count += parked
    return count


@transaction.atomic
def _park_some(wanted: QuerySet[Page]) -> int:
    pages = list(wanted.select_for_update(of=("self",)).order_by("pk").values(*IDENTITY, *AT_REST)[:AT_A_TIME])
    by_type: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for page in pages:
        by_type[page["content_type_id"]].append(page)
    for content_type, some in by_type.items():
        _park(ContentType.objects.get_for_id(content_type), some)
    if public := [page for page in pages if page["live"]]:
        withdraw(public)
    return len(pages)


def _park(own: ContentType, pages: list[dict[str, Any]]) -> None:
    keys, dormant = [page["pk"] for page in pages], dormant_type()
    payloads = {page["pk"]: {"page": {name: _json(page[name]) for name in AT_REST}} for page in pages}
    related_rows.note_schedules(payloads)
    related_rows.note_references(payloads, before=own.pk, after=dormant)
    related_rows.retype(keys, before=own.pk, after=dormant)
    _insert(
        [
            DormantPage(page_ptr_id=key, app_label=own.app_label, model=own.model, payload=payload)
            for key, payload in payloads.items()
        ]
    )
    Page._base_manager.filter(pk__in=keys).update(content_type=dormant, **AT_REST)


def _insert(pages: list[DormantPage]) -> None:
    """Adds the rows of the stand-ins alone; the pages below them are there."""
    manager: Any = DormantPage._base_manager
    manager.all()._batched_insert(pages, DormantPage._meta.local_concrete_fields, batch_size=None)  # noqa: SLF001 - Django has no public way


def _json(value: Any) -> Any:
    # Django's encoder would cut a moment to milliseconds.
    return value.isoformat() if isinstance(value, dt.datetime) else value


def withdraw(pages: Collection[Mapping[str, Any]]) -> None:
    """Takes these pages out of the ledger, each given by its `IDENTITY`; what shows them does so no more."""
    with ledger.quietly():
        ledger.withdraw_all(
            [translated_id(page["translation_key"], page["locale__language_code"]) for page in pages],
            Reason.UNPUBLISHED,
        )
        keys = [(page["content_type_id"], str(page["pk"])) for page in pages]
        dependants.refresh(dependants.keys_of_dependants_of_pages(keys), at_once=True)
