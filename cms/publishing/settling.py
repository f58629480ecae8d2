"""Withdraws what plugins that are gone have left in the ledger."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from cms.public.reasons import Reason
from cms.publishing import dependants, ledger
from cms.publishing.models import Entry, State


def withdraw_missing() -> None:
    """Leaves a tombstone for everything public whose model is missing; what shows it does so no more. Each batch whole or not at all."""
    while _missing().exists():
        _withdraw_some()


@transaction.atomic
def _withdraw_some() -> None:
    with ledger.quietly():
        _withdraw_quietly()


def _withdraw_quietly() -> None:
    ledger.hold()
    some = list(_missing().order_by("sequence").values_list("pk", "content_type", "object_pk")[: ledger.AT_A_TIME])
    ledger.withdraw_all([pk for pk, *_ in some], Reason.UNPUBLISHED)
    keys = [(content_type, key) for _, content_type, key in some]
    dependants.refresh(dependants.keys_of_dependants_of_records(keys), at_once=True)


def _missing() -> QuerySet[Entry]:
    here = [each.pk for each in ContentType.objects.all() if each.model_class() is not None]
    return Entry.objects.filter(state=State.LIVE).exclude(content_type__in=here)
