"""Says what to do where a command fails because the database is not that of the code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import pluralize


@contextmanager
def explained() -> Iterator[None]:
    """Lets a command run; if it fails over a table or column that a waiting migration brings, ends with what to do, and exit code 1."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        if not apps.ready or not (waiting := waiting_migrations()):
            raise
        traceback.print_exception(error)
        sys.stderr.write(
            f"\nThe database {connection.settings_dict['NAME']} lacks {waiting} migration{pluralize(waiting)} of this code.\n"
            "Bring it up to date with `manage.py migrate`; if it is the wrong one, look at DATA and DATABASE_URL.\n"
        )
        sys.exit(1)


def waiting_migrations() -> int:
    """How many migrations are not applied; 0 if the database cannot be asked."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (OperationalError, ProgrammingError):
        return 0
