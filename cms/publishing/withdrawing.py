"""Withdraws what no model can tell of any more, since its plugin is gone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cms.public.reasons import Reason
from cms.publishing import dependants, ledger
from cms.publishing.models import Entry, EntryState


def withdraw_types(content_types: Collection[Any]) -> None:
    """Leaves tombstones for everything of these types; what shows it does so no more. Each batch whole or not at all."""
    entries = Entry.objects.filter(state=EntryState.LIVE, content_type__in=content_types)
    while entries.exists():
        _withdraw_some(entries)


@transaction.atomic
def _withdraw_some(entries: QuerySet[Entry]) -> None:
    with ledger.quietly():
        ledger.lock_sequence()
        some = list(entries.order_by("sequence").values_list("pk", "content_type", "object_pk")[: ledger.AT_A_TIME])
        ledger.withdraw_all([pk for pk, *_ in some], Reason.UNPUBLISHED)
        keys = [(content_type, key) for _, content_type, key in some]
        dependants.refresh(dependants.keys_of_dependants_of_records(keys), at_once=True)


def withdraw_app(app_label: str) -> None:
    """Tells that everything of the app is gone for good."""
    entries = Entry.objects.filter(content_type__app_label=app_label).exclude(reason__in=ledger.FINAL)
    ledger.withdraw_all(list(entries.order_by("sequence").values_list("pk", flat=True)), Reason.DELETED)
