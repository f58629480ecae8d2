"""Gives parked pages back once their type is there again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from cms.content.known_plugins import removed
from cms.content.models.dormant import DormantPage
from cms.content.parking import rows
from cms.content.parking.leaving import AT_A_TIME, AT_REST

DATES = ("go_live_at", "expire_at", "locked_at")


def restore(app_label: str = "") -> int:
    """Gives all parked pages back whose type is there again, as they were; how many these were. With an app label: only this plugin's.

    Pages of plugins that were removed on purpose stay parked. Each batch is given back whole or not at all.
    """
    count = 0
    for model in _models_back(app_label):
        keys = _parked().filter(app_label=model._meta.app_label, model=model._meta.model_name)
        for some in _batches(keys.filter(pk__in=model._base_manager.values("pk"))):
            count += _give_back(model, some)
    return count


def _models_back(app_label: str) -> list[type[Page]]:
    """The models that are there of those that parked pages had."""
    wanted = DormantPage._base_manager.exclude(app_label__in=removed().values("app_label"))
    if app_label:
        wanted = wanted.filter(app_label=app_label)
    names = wanted.order_by().values_list("app_label", "model").distinct()
    found = (ContentType.objects.filter(app_label=app, model=model).first() for app, model in names)
    models = (each.model_class() for each in found if each is not None)
    return [model for model in models if model is not None and issubclass(model, Page)]


def _dormant() -> int:
    return int(ContentType.objects.get_for_model(DormantPage).pk)


def _parked() -> QuerySet[DormantPage]:
    found: QuerySet[DormantPage] = DormantPage._base_manager.filter(content_type=_dormant())
    return found


def _batches(pages: QuerySet[DormantPage]) -> Iterator[list[int]]:
    keys = iter(list(pages.order_by("pk").values_list("pk", flat=True)))
    while some := list(islice(keys, AT_A_TIME)):
        yield some


@transaction.atomic
def _give_back(model: type[Page], keys: list[int]) -> int:
    # Who ran beside this one has been here if a page is no longer parked.
    held = _parked().filter(pk__in=keys).select_for_update(of=("page_ptr",)).values_list("pk", "payload")
    payloads: dict[int, dict[str, Any]] = dict(held)
    _unname_who_is_gone(payloads)
    own = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    rows.retype(list(payloads), before=_dormant(), after=own)
    pages = [Page(pk=pk, content_type_id=own, **_columns(payload)) for pk, payload in payloads.items()]
    Page._base_manager.bulk_update(pages, ["content_type_id", *AT_REST])
    rows.give_schedules_back(payloads)
    if lost := rows.give_references_back(payloads, before=_dormant(), after=own):
        rows.find_references_anew(model._base_manager.filter(pk__in=lost))
    manager: Any = DormantPage._base_manager
    manager.filter(pk__in=list(payloads))._raw_delete(manager.db)  # noqa: SLF001 - the page stays
    return len(payloads)


def _unname_who_is_gone(payloads: rows.Payloads) -> None:
    """Leaves out whoever locked a page and was deleted meanwhile."""
    named = {payload["page"]["locked_by_id"] for payload in payloads.values()} - {None}
    known = set(get_user_model()._base_manager.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for payload in payloads.values():
        if payload["page"]["locked_by_id"] not in known:
            payload["page"]["locked_by_id"] = None


def _columns(payload: dict[str, Any]) -> dict[str, Any]:
    stored = payload["page"]
    dates = {name: dt.datetime.fromisoformat(stored[name]) for name in DATES if stored[name]}
    return {**stored, **dates}
