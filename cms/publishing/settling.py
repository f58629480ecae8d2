"""Brings records in line with the plugins that are here, as parking does with pages: withdrawn without their type, public again with it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from cms.extend import registry
from cms.extend.discovery import CORE
from cms.publishing import dependants, ledger, rebuilding
from cms.publishing.models import Entry, Reason, State


def withdraw_missing() -> None:
    """Leaves a tombstone for everything public whose model is missing; what shows it does so no more. Each batch whole or not at all."""
    while _withdraw_some():
        pass


@transaction.atomic
def _withdraw_some() -> int:
    ledger.hold()
    some = list(_missing().order_by("sequence").values_list("pk", "content_type", "object_pk")[: ledger.AT_A_TIME])
    ledger.withdraw_all([pk for pk, *_ in some], Reason.UNPUBLISHED)
    keys = [(content_type, key) for _, content_type, key in some]
    dependants.refresh(dependants.keys_of_dependants_of_records(keys), at_once=True)
    return len(some)


def _missing() -> QuerySet[Entry]:
    here = [each.pk for each in ContentType.objects.all() if each.model_class() is not None]
    return Entry.objects.filter(state=State.LIVE).exclude(content_type__in=here)


def publish_returned() -> None:
    """Lets records that were withdrawn so be published again where their type is back, by a task, since each is built anew."""
    for record in registry().records:
        if record.plugin in CORE:
            continue
        content_type = ContentType.objects.get_for_model(record.model).pk
        # A record that is hidden for another reason says so in its tombstone.
        withdrawn = Entry.objects.filter(type=record.name, state=State.WITHDRAWN, reason=Reason.UNPUBLISHED)
        keys = [[content_type, pk] for pk in withdrawn.order_by("sequence").values_list("object_pk", flat=True)]
        for start in range(0, len(keys), ledger.AT_A_TIME):
            rebuilding.publish_again_task.enqueue(keys[start : start + ledger.AT_A_TIME])
