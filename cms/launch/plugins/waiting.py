"""Plugins whose tables are not those of their code: a page that asked for one of their columns would fail, and so would each deletion of
what they lead to."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from django.apps import AppConfig, apps
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.activation_cache import is_database_missing
from cms.extend.unloading import CannotStay

BRINGING = frozenset(
    {
        "makemigrations",
        "messages",
        "migrate",
        "optimizemigration",
        "setup",
        "showmigrations",
        "sqlmigrate",
        "squashmigrations",
        "test",
        "up",
    }
)
"""Commands that bring the tables, or look at how: they need what nobody else may use yet."""

MIGRATING = frozenset({"migrate", "setup", "up"})
"""Those that bring them; for a model without any migration they have nothing, and a page type without one would stop them for all."""


LOOKING = (["plugins", "check"], ["plugins", "new"])
"""Verbs for authors, whose plugins have no tables yet; they ask none."""


SERVERS = frozenset({"cms.wsgi", "cms.asgi"})
"""The modules that a server imports."""


class PluginsNotMigrated(CommandError):
    """Everything is up to date but these plugins, which are left out until their migrations succeed."""


class Database(NamedTuple):
    """What is applied, by app and name, and the tables that are there, in lower case; nothing of both where there is no installation yet."""

    applied: set[tuple[str, str]]
    tables: set[str]


def refuse_waiting_migrations(config: AppConfig) -> None:
    """Raises `CannotStay` if the database of an installation lacks a migration of the plugin, and nobody is about to bring it."""
    names = migration_names(config)
    if not names or not needs_tables() or not (applied := _database().applied):
        return
    done = applied - {(app, name) for app, name in applied if app != config.label}
    if waiting := [name for name in names if (config.label, name) not in done and not _is_replaced(config, name, done)]:
        text = _(
            "its migration {name} is not in the database yet; run manage.py migrate, which says what is wrong if that fails"
        )
        raise CannotStay(format_lazy(text, name=waiting[0]))


def refuse_missing_tables(config: AppConfig) -> None:
    """Raises `CannotStay` if a model of the plugin, all of whose migrations are applied, has no table: whoever deletes would ask for it.

    One that is not managed may do without, as long as it leads to nobody.
    """
    models = [model._meta for model in config.get_models(include_auto_created=True)]
    asked = [model for model in models if model.managed or any(field.is_relation for field in model.local_fields)]
    if not asked:
        return
    is_lost = _is_migrating() and not migration_names(config)
    is_brought = needs_tables() and bool(_database().applied)
    for model in asked if is_brought or is_lost else ():
        if is_lost or not (model.proxy or model.db_table.lower() in _database().tables):
            by_hand = _(
                "the table {table} of its model {model} is not in the database; whoever manages it must make it"
            )
            by_django = _(
                "no migration makes the table {table} of its model {model}; run manage.py makemigrations {label}, then manage.py migrate"
            )
            text = by_django if model.managed else by_hand
            raise CannotStay(format_lazy(text, table=model.db_table, model=model.object_name, label=config.label))


def _is_migrating() -> bool:
    return Path(sys.argv[0]).name == "manage.py" and not MIGRATING.isdisjoint(sys.argv[1:2])


def migration_names(config: AppConfig) -> list[str]:
    """The names of the plugin's migrations, in order."""
    folder = Path(config.path) / "migrations"
    return sorted(each.name for each in iter_modules([str(folder)]) if not each.ispkg and each.name[0] not in "_~")


def needs_tables() -> bool:
    """Whether this process serves or works with what is in the tables; a script may be about to migrate by itself."""
    if SERVERS & {*sys.modules}:
        return True
    if Path(sys.argv[0]).name != "manage.py" or sys.argv[1:3] in LOOKING:
        return False
    return len(sys.argv) > 1 and sys.argv[1] not in BRINGING


@cache
def _database() -> Database:
    """The database as it is at the start, looked at once for all plugins."""
    if is_database_missing():
        return Database(set(), set())
    try:
        with warnings.catch_warnings():
            # It is asked once at the start, and nothing stays open: a server may fork afterwards.
            warnings.simplefilter("ignore", RuntimeWarning)
            with connection.cursor() as cursor:
                tables = {each.name.lower() for each in connection.introspection.get_table_list(cursor)}
            applied = set(MigrationRecorder(connection).applied_migrations())
            return Database(applied, tables)
    except DatabaseError:
        return Database(set(), set())
    finally:
        if not apps.ready:
            connection.close()


def _is_replaced(config: AppConfig, name: str, done: set[tuple[str, str]]) -> bool:
    """Whether all that the migration squashes is applied, which Django then takes for applied itself, or it is squashed by one that is."""
    package = f"{config.name}.migrations"
    replaces = {
        each: getattr(import_module(f"{package}.{each}").Migration, "replaces", []) for each in migration_names(config)
    }
    own = [tuple(each) for each in replaces[name]]
    if own and all(each in done for each in own):
        return True
    return any(
        (config.label, name) in map(tuple, olds) and (config.label, new) in done for new, olds in replaces.items()
    )
