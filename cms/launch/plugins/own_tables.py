"""A migration of a plugin changes the tables of the plugin, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.migrations import Migration


class ChangesOthers(Exception):
    """A migration of a plugin changed tables that are not the plugin's."""


def keep_to_own_tables(migration: Migration) -> None:
    """Lets the migration raise `ChangesOthers` at its end, before it is committed, if tables of others have other columns by then."""
    of_django: Any = migration
    apply = of_django.apply

    def applied(state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        before = _columns_of_others(schema_editor.connection, migration.app_label)
        after = apply(state, schema_editor, collect_sql)
        now = _columns_of_others(schema_editor.connection, migration.app_label)
        if changed := sorted(table for table in before if now.get(table) != before[table]):
            raise ChangesOthers(f"it changes what is not the plugin's: {', '.join(changed)}")
        return after

    of_django.apply = applied


def _columns_of_others(connection: Any, app_label: str) -> Mapping[str, list[Any]]:
    """What stands in the tables of all other apps."""
    others = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != app_label
    }
    with connection.cursor() as cursor:
        there = others & {*connection.introspection.table_names(cursor)}
        return {table: connection.introspection.get_table_description(cursor, table) for table in sorted(there)}
