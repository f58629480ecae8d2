"""Brings content in line with the plugins that are here: after each `migrate`, and when a server starts."""

from __future__ import annotations

import logging
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from cms.content import known_plugins, leftovers
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking.leaving import park
from cms.content.parking.returning import restore
from cms.content.parking.signals import plugins_settled

log = logging.getLogger(__name__)


class Settled(NamedTuple):
    """How many pages were given back, and how many were parked."""

    back: int
    parked: int


def settle() -> Settled:
    """Gives back the pages whose plugin is here again, parks those whose plugin is missing, and lets the rest of the house follow.

    Who is here is taken down last, so that a run that ends halfway is taken up by the next one.
    """
    leftovers.forget()
    known_plugins.forget_removals()
    done = Settled(restore(), park())
    plugins_settled.send(sender=DormantPage, changed=bool(done.back) or known_plugins.have_changed())
    known_plugins.remember()
    return done


def settle_at_start() -> None:
    """The same where plugins came or went and nobody ran `migrate` since, so that nothing names pages that nobody can open.

    Pages are given back only if the database fits the code that is here. What goes wrong is logged: it must not keep the site from
    starting.
    """
    try:
        if not has_tables() or not known_plugins.have_changed():
            return
        done = settle() if _is_migrated() else Settled(0, park())
    except Exception:
        log.exception(
            "Content could not be brought in line with the plugins that are here; `manage.py migrate` does it."
        )
        return
    log.warning("Plugins came or went: %d pages are back, %d are parked.", done.back, done.parked)


def has_tables() -> bool:
    """Whether there are tables to park in; not before the first `migrate`, nor when the app was migrated back."""
    inspect = connections[DEFAULT_DB_ALIAS].introspection
    there = set(inspect.table_names())
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for model in (DormantPage, KnownPlugin):
            table, wanted = model._meta.db_table, {field.column for field in model._meta.local_concrete_fields}
            if table not in there or not wanted <= {
                column.name for column in inspect.get_table_description(cursor, table)
            }:
                return False
    return True


def _is_migrated() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
