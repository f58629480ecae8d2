"""Brings content and ledger in line with the plugins that are here: at the end of each `migrate`, and when a server starts."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.signals import post_migrate
from django.utils import timezone

from cms.dormant import known_plugins, tables
from cms.dormant.known_plugins import known, removed
from cms.dormant.missing import missing_types
from cms.dormant.models import DormantPage, KnownPlugin
from cms.dormant.park import park
from cms.dormant.restore import restore
from cms.publishing.reading.sequence import is_empty
from cms.publishing.rebuilding import rebuild_task
from cms.publishing.withdrawing import withdraw_types


class Reconciled(NamedTuple):
    """How many pages were given back, and how many were parked."""

    back: int
    parked: int


def reconcile() -> Reconciled:
    """Gives back the pages whose plugin is here again, parks those whose plugin is missing, and lets the ledger follow.

    Which plugins are here is taken down last, so that a run that ends halfway is taken up by the next one.
    """
    tables.forget()
    known_plugins.forget_removals()
    done = Reconciled(restore(), park())
    withdraw_types(missing_types())
    if done.back or known_plugins.have_changed():
        _rebuild_documents()
    known_plugins.remember()
    return done


def _rebuild_documents() -> None:
    """Documents of the core may hold blocks, fields and cards of the plugins that came or went."""
    if not is_empty():
        rebuild_task.enqueue()


def remove(slug: str) -> int:
    """Parks all pages of the plugin although its code is here; how many there were. No `migrate` gives them back before that has gone and returned."""
    # First the mark: a run that ends halfway is taken up by the next one, and undone by no `migrate`.
    KnownPlugin.objects.filter(slug=slug).update(removed_at=timezone.now())
    return park(known(slug).app_label)


def bring_back(slug: str) -> int:
    """Gives the pages of the plugin back, even if it was removed on purpose; how many these were."""
    removed().filter(slug=slug).update(removed_at=None)
    back = restore(known(slug).app_label)
    _rebuild_documents()
    return back


def is_due() -> bool:
    """Whether plugins came or went since this was done last."""
    return has_tables() and known_plugins.have_changed()


def has_tables() -> bool:
    """Whether all tables are as the code wants them; not before the first `migrate`, nor when an app was migrated back."""
    inspect = connections[DEFAULT_DB_ALIAS].introspection
    there = set(inspect.table_names())
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        models: list[type[Model]] = [DormantPage, KnownPlugin, *apps.get_app_config("publishing").get_models()]
        for model in models:
            table, wanted = model._meta.db_table, {field.column for field in model._meta.local_concrete_fields}
            if table not in there or not wanted <= {
                column.name for column in inspect.get_table_description(cursor, table)
            }:
                return False
    return True


def on_migrated(sender: AppConfig, *, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    if using != DEFAULT_DB_ALIAS or not has_tables():
        return
    out = kwargs.get("stdout") or sys.stdout
    done = reconcile()
    if done.back:
        out.write(f"  Pages that have their plugin again: {done.back}.\n")
    if done.parked:
        out.write(
            f"  Pages parked, since their plugin is missing; they are kept, and come back with it: {done.parked}.\n"
        )


def connect() -> None:
    """Listens to the last of the signals that `migrate` sends, one for each app that has models."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(on_migrated, sender=last, dispatch_uid="cms.dormant.reconcile")
