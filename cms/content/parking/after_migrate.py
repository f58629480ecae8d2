"""Parks and gives back at the end of each `migrate`."""

from __future__ import annotations

import sys
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate

from cms.content.parking.settling import has_tables, settle


def on_migrated(sender: AppConfig, *, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Brings pages in line with the plugins that are there, and says so."""
    if using != DEFAULT_DB_ALIAS or not has_tables():
        return
    out = kwargs.get("stdout") or sys.stdout
    done = settle()
    if done.back:
        out.write(f"  Pages that have their plugin again: {done.back}.\n")
    if done.parked:
        out.write(
            f"  Pages parked, since their plugin is missing; they are kept, and come back with it: {done.parked}.\n"
        )


def connect() -> None:
    """Listens to the last of the signals that `migrate` sends, one for each app that has models."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(on_migrated, sender=last, dispatch_uid="cms.content.parking")
