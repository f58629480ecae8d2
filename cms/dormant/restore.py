"""Gives parked pages back once their type is there again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from cms.dormant import related_rows
from cms.dormant.known_plugins import removed
from cms.dormant.missing import dormant_type, parked
from cms.dormant.models import DormantPage
from cms.dormant.park import AT_A_TIME, AT_REST

DATES = ("go_live_at", "expire_at", "locked_at")


def restore(app_label: str = "") -> int:
    """Gives all parked pages back whose type is there again, as they were; how many these were. With an app label: only this plugin's.

    Pages of plugins that were removed on purpose stay parked. Each batch is given back whole or not at all.
    """
    count = 0
    for model in _models_back(app_label):
        pages = parked().filter(app_label=model._meta.app_label, model=model._meta.model_name)
        keys = list(pages.filter(pk__in=model._base_manager.values("pk")).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_A_TIME):
            count += _give_back(model, keys[start : start + AT_A_TIME])
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


@transaction.atomic
def _give_back(model: type[Page], keys: list[int]) -> int:
    # Who ran beside this one has been here if a page is no longer parked.
    held = parked().filter(pk__in=keys).select_for_update(of=("page_ptr",)).values_list("pk", "payload")
    payloads: dict[int, dict[str, Any]] = dict(held)
    _unname_who_is_gone(payloads)
    own, dormant = ContentType.objects.get_for_model(model, for_concrete_model=False).pk, dormant_type()
    related_rows.retype(list(payloads), before=dormant, after=own)
    pages = [Page(pk=pk, content_type_id=own, **_columns(payload)) for pk, payload in payloads.items()]
    Page._base_manager.bulk_update(pages, ["content_type_id", *AT_REST])
    related_rows.give_schedules_back(payloads)
    if lost := related_rows.give_references_back(payloads, before=dormant, after=own):
        related_rows.find_references_anew(model._base_manager.filter(pk__in=lost))
    manager: Any = DormantPage._base_manager
    manager.filter(pk__in=list(payloads))._raw_delete(manager.db)  # noqa: SLF001 - the page stays
    return len(payloads)


def _unname_who_is_gone(payloads: related_rows.Payloads) -> None:
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
