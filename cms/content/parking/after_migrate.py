"""Parks and gives back at the end of each `migrate`."""

from __future__ import annotations

import sys
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate

from cms.content import known_plugins, leftovers
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking.leaving import park
from cms.content.parking.returning import restore
from cms.content.parking.signals import plugins_settled


def on_migrated(sender: AppConfig, *, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Brings pages in line with the plugins that are there, and says so."""
    if using != DEFAULT_DB_ALIAS or not _is_migrated(using):
        return
    leftovers.forget()
    known_plugins.remember()
    known_plugins.forget_removals()
    out = kwargs.get("stdout") or sys.stdout
    if back := restore():
        out.write(f"  Pages that have their plugin again: {back}.\n")
    if parked := park():
        out.write(f"  Pages parked, since their plugin is missing; they are kept, and come back with it: {parked}.\n")
    plugins_settled.send(sender=DormantPage)


def _is_migrated(using: str) -> bool:
    """Whether there are tables to park in; not when the app was migrated back."""
    inspect = connections[using].introspection
    there = set(inspect.table_names())
    with connections[using].cursor() as cursor:
        for model in (DormantPage, KnownPlugin):
            table, wanted = model._meta.db_table, {field.column for field in model._meta.local_concrete_fields}
            if table not in there or not wanted <= {
                column.name for column in inspect.get_table_description(cursor, table)
            }:
                return False
    return True


def connect() -> None:
    """Listens to the last of the signals that `migrate` sends, one for each app that has models."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(on_migrated, sender=last, dispatch_uid="cms.content.parking")
