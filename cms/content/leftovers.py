"""Tables that a missing plugin left behind, and what of the core their rows hold on to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model

from cms.content.models.known_plugin import KnownPlugin


class Column(NamedTuple):
    """A column of a table that no model has, and the column of the core to which it refers."""

    table: str
    name: str
    to: str


class Leftover(NamedTuple):
    """Rows of a table that no model has; `plugin` is the slug of its plugin, or the table's name where nobody knows."""

    plugin: str
    table: str
    rows: int


def leftover_tables() -> list[Leftover]:
    """All tables with rows that belong to known plugins that are missing."""
    found = (
        Leftover(plugin.slug, table, _rows(table))
        for plugin in KnownPlugin.objects.all()
        for table in tables_left(plugin)
    )
    return [each for each in found if each.rows]


def tables_left(plugin: KnownPlugin) -> list[str]:
    """Those of the plugin's tables that are there although no model has them."""
    left = set(connection.introspection.table_names()) - _installed()
    return [table for table in plugin.tables if table in left]


def leftovers_of(thing: Model) -> list[Leftover]:
    """The rows of tables without a model that refer to the thing, so that it cannot be deleted."""
    columns = _columns().get(thing._meta.db_table, ())
    if not columns:
        return []
    # Another process may have purged what this one remembers.
    there = set(connection.introspection.table_names())
    by_column = {field.column: field for field in thing._meta.local_concrete_fields}
    found = []
    for column in (each for each in columns if each.table in there):
        field = by_column[column.to]
        value = field.get_db_prep_value(getattr(thing, field.attname), connection)
        if rows := _rows(column.table, column.name, value):
            found.append(Leftover(slug_of_table(column.table) or column.table, column.table, rows))
    return found


def forget() -> None:
    """Lets the next question look at the tables anew."""
    _columns.cache_clear()


@cache
def _columns() -> Mapping[str, tuple[Column, ...]]:
    """Columns of tables without a model, by the table to which they refer."""
    installed = _installed()
    found: dict[str, list[Column]] = defaultdict(list)
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - installed:
            for name, target in connection.introspection.get_relations(cursor, table).items():
                if target[1] in installed:
                    found[target[1]].append(Column(table, name, target[0]))
    return {table: tuple(columns) for table, columns in found.items()}


def _installed() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def _rows(table: str, column: str = "", value: Any = None) -> int:
    quote = connection.ops.quote_name
    where, values = (f" WHERE {quote(column)} = %s", [value]) if column else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}{where}", values)  # noqa: S608 - names from the database itself
        return int(cursor.fetchone()[0])


def slug_of_table(table: str) -> str:
    """The plugin that the table belongs to; "" if nobody knows."""
    return next((plugin.slug for plugin in KnownPlugin.objects.all() if table in plugin.tables), "")
