"""Brings content in line with the plugins that are here."""

from __future__ import annotations

from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from cms.content import known_plugins, leftovers
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking.leaving import park
from cms.content.parking.returning import restore
from cms.content.parking.signals import plugins_settled


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


def is_unsettled() -> bool:
    """Whether plugins came or went since this was done last."""
    return has_tables() and known_plugins.have_changed()


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
