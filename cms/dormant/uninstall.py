"""Clears up what a plugin leaves behind once its code is gone: tables, migrations, types, decisions."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cms.dormant.known_plugins import known, plugins_here
from cms.dormant.models import KnownPlugin
from cms.dormant.protect import deletion_allowed
from cms.dormant.tables import forget, leftovers_of, slug_of_table, tables_left
from cms.extend import activation_cache
from cms.extend.models import Activation, JobRun, PausedPoint
from cms.publishing.plugin_reactions import forget_cursors


class StillReferred(Exception):
    """Somebody else's table refers to what would be dropped; the text names both."""


def is_gone(plugin: KnownPlugin) -> bool:
    """Whether the plugin was here and its code is not loaded any more, so that nothing needs its tables."""
    if plugin.pk is None:
        return False
    return plugin.slug not in {each.slug for each in plugins_here()} and plugin.app_label not in apps.app_configs


def remains(slug: str) -> dict[str, int]:
    """How much of each kind names the plugin, beside content; nothing while its code is here."""
    plugin = known(slug)
    if not is_gone(plugin):
        return {}
    notes = [KnownPlugin.objects.filter(slug=slug), *(model.objects.filter(plugin=slug) for model in _NOTES)]
    numbers = {
        "tables": len(tables_left(plugin)),
        "migrations": MigrationRecorder(connection).migration_qs.filter(app=plugin.app_label).count(),
        "types": ContentType.objects.filter(app_label=plugin.app_label).count(),
        "notes": sum(rows.count() for rows in notes),
    }
    return {kind: number for kind, number in numbers.items() if number}


_NOTES = (Activation, PausedPoint, JobRun)


def refuse_references(plugin: KnownPlugin) -> None:
    """Raises `StillReferred` if tables of others refer to those of the plugin, or their rows to its types."""
    tables = set(tables_left(plugin))
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - tables:
            for _, to in connection.introspection.get_relations(cursor, table).values():
                if to in tables:
                    raise _still_referred(plugin, by=table, to=to)
    for content_type in ContentType.objects.filter(app_label=plugin.app_label):
        for left in leftovers_of(content_type):
            if left.table not in tables:
                raise _still_referred(plugin, by=left.table, to=f"the type {content_type}")


def _still_referred(plugin: KnownPlugin, *, by: str, to: str) -> StillReferred:
    owner = slug_of_table(by)
    way = f"purge {owner} first, or drop that table" if owner else "drop that table or its reference"
    return StillReferred(
        f"The table {by} refers to {to} of {plugin.slug}, which would go. To go on, {way}. Nothing was deleted."
    )


def clear(plugin: KnownPlugin) -> None:
    """Drops its tables and deletes what else names it, so that its code can be installed anew as if it had never been here.

    The ledger keeps its tombstones, the log its entries. Raises `StillReferred` where the database keeps a table.
    """
    _drop(plugin, tables_left(plugin))
    MigrationRecorder(connection).migration_qs.filter(app=plugin.app_label).delete()
    with deletion_allowed():
        # Permissions, revisions and references go along; entries of the log lose their type.
        ContentType.objects.filter(app_label=plugin.app_label).delete()
    for model in _NOTES:
        model.objects.filter(plugin=plugin.slug).delete()
    KnownPlugin.objects.filter(slug=plugin.slug).delete()
    # How far its reactions have read the ledger.
    forget_cursors(plugin.slug)
    ContentType.objects.clear_cache()
    forget()
    activation_cache.forget()


def _drop(plugin: KnownPlugin, tables: Sequence[str]) -> None:
    # PostgreSQL drops no table with rows whose references are still to be judged.
    connection.check_constraints(table_names=tables)
    names = [connection.ops.quote_name(table) for table in tables]
    # Tables that refer to each other go together there; SQLite drops one at a time, in any order once they are empty.
    statements = names if connection.vendor == "sqlite" else filter(None, [", ".join(names)])
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for some in statements:
                cursor.execute(f"DROP TABLE {some}")
    except DatabaseError as error:
        raise StillReferred(
            f"The database keeps tables of {plugin.slug}, since something else needs them: {error} Nothing was deleted."
        ) from error
