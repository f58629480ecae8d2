"""Brings pages in line with the plugins that are there: after each `migrate`, and when a server starts."""

from __future__ import annotations

import logging
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from cms.content import known_plugins, leftovers
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking.leaving import park
from cms.content.parking.missing import orphans
from cms.content.parking.returning import is_due, restore

log = logging.getLogger(__name__)


class Settled(NamedTuple):
    """How many pages were given back, and how many were parked."""

    back: int
    parked: int


def settle() -> Settled:
    """Gives back the pages whose plugin is there again, and parks those whose plugin is missing."""
    leftovers.forget()
    known_plugins.remember()
    return Settled(restore(), park())


def settle_at_start() -> None:
    """The same where the code changed and nobody ran `migrate` since, so that nothing names pages that nobody can open.

    Pages are given back only if the database fits the code that is there. What goes wrong is logged: it must not keep the site
    from starting.
    """
    try:
        if not has_tables():
            return
        if is_due() and _is_migrated():
            done = settle()
        elif orphans().exists():
            done = Settled(0, park())
        else:
            return
    except Exception:
        log.exception(
            "Pages could not be brought in line with the plugins that are there; `manage.py migrate` does it."
        )
        return
    log.warning("The code of a plugin came or went: %d pages are back, %d are parked.", done.back, done.parked)


def has_tables() -> bool:
    """Whether there is a table to park in; not before the first `migrate`, nor when the app was migrated back to nothing."""
    needed = {DormantPage._meta.db_table, KnownPlugin._meta.db_table}
    return needed <= set(connections[DEFAULT_DB_ALIAS].introspection.table_names())


def _is_migrated() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
