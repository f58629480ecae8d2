"""Tables of plugins as the database has them, and what of the core the rows of those without a model hold on to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model

from cms.dormant.models import KnownPlugin


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


def existing(names: Iterable[str]) -> list[str]:
    """Those of these tables that exist."""
    there = set(connection.introspection.table_names())
    return [table for table in names if table in there]


def count_rows(table: str, column: str = "", value: Any = None) -> int:
    """How many rows the table has, or those with this value in the column."""
    quote = connection.ops.quote_name
    where, values = (f" WHERE {quote(column)} = %s", [value]) if column else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}{where}", values)  # noqa: S608 - names from the database itself
        return int(cursor.fetchone()[0])


def tables_left(plugin: KnownPlugin) -> list[str]:
    """Those of the plugin's tables that are there although no model has them."""
    installed = _installed()
    return [table for table in existing(plugin.tables) if table not in installed]


def leftover_tables() -> list[Leftover]:
    """All tables with rows that belong to known plugins that are missing."""
    found = (
        Leftover(plugin.slug, table, count_rows(table))
        for plugin in KnownPlugin.objects.all()
        for table in tables_left(plugin)
    )
    return [each for each in found if each.rows]


def leftovers_of(thing: Model) -> list[Leftover]:
    """The rows of tables without a model that refer to the thing, so that it cannot be deleted."""
    columns = _columns().get(thing._meta.db_table, ())
    # Another process may have purged what this one remembers.
    there = existing(column.table for column in columns) if columns else ()
    by_column = {field.column: field for field in thing._meta.local_concrete_fields}
    found = []
    for column in (each for each in columns if each.table in there):
        field = by_column[column.to]
        value = field.get_db_prep_value(getattr(thing, field.attname), connection)
        if rows := count_rows(column.table, column.name, value):
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
            for name, (to, target) in connection.introspection.get_relations(cursor, table).items():
                if target in installed:
                    found[target].append(Column(table, name, to))
    return {table: tuple(columns) for table, columns in found.items()}


def _installed() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def slug_of_table(table: str) -> str:
    """The plugin that the table belongs to; "" if nobody knows."""
    return next((plugin.slug for plugin in KnownPlugin.objects.all() if table in plugin.tables), "")
