"""`manage.py migrate`: Django's, in a data folder that may be new; a plugin whose migration fails costs nobody else's."""

from __future__ import annotations

from traceback import walk_tb
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.discovery import Installable
from cms.extend.interrupts import Interrupted
from cms.extend.telling import told
from cms.extend.unloading import leave_out
from cms.launch.plugins.own_tables import keep_to_own_tables
from cms.launch.plugins.waiting import PluginsNotMigrated


class Command(migrate.Command):
    """Makes the data folder, where SQLite would fail for want of it, and goes on without plugins whose migrations fail."""

    current: Migration | None = None

    def execute(self, *args: Any, **options: Any) -> Any:
        """Makes the data folder first, since the checks that come before all else ask the database what it can do."""
        settings.ENV.data.mkdir(parents=True, exist_ok=True)
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrates; raises `PluginsNotMigrated` at the end with what to do, if migrations of plugins failed."""
        failed: list[str] = []
        while True:
            self.current = None
            try:
                super().handle(*args, **options)
                break
            except BaseException as error:
                # Not even a migration that ends the process ends it for others; whoever presses Ctrl+C may.
                self.current = self.current or _migration_in(error)
                found = None if isinstance(error, Interrupted) else self._owner()
                if found is None:
                    raise
                _connect_anew(options["database"])
                failed.append(self._advice(found, error))
                leave_out(found.slug, format_lazy(_("its migration fails: {error}"), error=told(error)))
                if options.get("app_label"):
                    break
        if failed:
            raise PluginsNotMigrated("\n".join(failed))

    def migration_progress_callback(self, action: str, migration: Migration | None = None, fake: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Remembers which migration is under way; one of a plugin keeps to the plugin's own tables."""
        if migration is not None:
            self.current = None if action.endswith("_success") else migration
            if action == "apply_start" and self._owner():
                keep_to_own_tables(migration)
        super().migration_progress_callback(action, migration, fake)

    def _owner(self) -> Installable | None:
        """The plugin whose migration was under way."""
        config = apps.app_configs.get(self.current.app_label) if self.current else None
        return next((each for each in settings.PLUGINS.found if config and each.package == config.name), None)

    def _advice(self, found: Installable, error: BaseException) -> str:
        assert self.current is not None
        name, label = self.current.name, self.current.app_label
        halfway = "" if self.current.atomic else " It is not atomic: part of it may have been done, see its operations."
        return (
            f"\nThe plugin {found.slug} is left out: its migration {name} fails ({told(error)}).{halfway}\n"
            "Everything else is up to date and can be started; what the plugin stores is kept as it is.\n"
            f"Mend {found.source}, then run: manage.py migrate {label}\n"
        )


def _connect_anew(database: str) -> None:
    """Leaves whatever transaction a migration has left open or broken: on SQLite Django does not, where the questions at its end fail."""
    connections[database].close()
    connections[database].connect()


def _migration_in(error: BaseException) -> Migration | None:
    """The migration of which it tells, or in which it was raised, e.g. while Django goes through those that are applied."""
    if isinstance(error, NodeNotFoundError) and isinstance(error.origin, Migration):
        return error.origin
    frames = [frame.f_locals for frame, _line in walk_tb(error.__traceback__)]
    if isinstance(error, InconsistentMigrationHistory):
        app, name = frames[-1]["migration"]
        return Migration(name, app)
    owners = [known.get("self") for known in frames]
    return next((each for each in reversed(owners) if isinstance(each, Migration)), None)
