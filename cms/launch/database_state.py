"""Says what to do where a command fails because the installation is not set up: its database is not that of the code, or it has no key."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import pluralize

from cms.launch.data_folder import has_secret_key, what_to_do


@contextmanager
def explained() -> Iterator[None]:
    """Lets a command run; if it fails over a database that is away or lacks a migration, or over a missing key, ends with what to do.

    The exit code is 1 then.
    """
    try:
        yield
    except ImproperlyConfigured:
        if not settings.configured or not apps.ready or has_secret_key():
            raise
        sys.exit(what_to_do())
    except DatabaseError as error:
        if not apps.ready:
            raise
        if trouble := _out_of_reach():
            sys.exit(f"The database cannot be reached: {trouble}\nLook at {_told_by()}, and at whether it is there.")
        if not (waiting := waiting_migrations()):
            raise
        traceback.print_exception(error)
        sys.stderr.write(
            f"\nThe database {connection.settings_dict['NAME']} lacks {waiting} migration{pluralize(waiting)} of this code.\n"
            "Bring it up to date with `manage.py migrate`; if it is the wrong one, look at DATA and DATABASE_URL.\n"
        )
        sys.exit(1)


def _out_of_reach() -> str:
    """Why nobody can connect; empty if somebody can."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return str(error).strip()
    return ""


def _told_by() -> str:
    """The setting that says where the database is."""
    return "DATABASE_URL" if settings.ENV.database_url else f"DATA ({settings.ENV.data})"


def waiting_migrations() -> int:
    """How many migrations are not applied; 0 if the database cannot be asked."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (OperationalError, ProgrammingError):
        return 0
