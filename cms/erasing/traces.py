"""What is left in files of what was deleted from databases: the search index keeps words, SQLite keeps deleted pages."""

from __future__ import annotations

import logging

from django.core.cache import caches
from django.db import connection
from django_tasks import task

from search.engines.base import EngineError
from search.keeping import rebuild_now
from search.standing import engines

log = logging.getLogger(__name__)


@task()
def wipe_task() -> None:
    """Builds the search indices anew, each with a vocabulary of its own, and lets SQLite forget what was deleted.

    Raises at the end what an index said that could not be built, so that all of it is done again later.
    """
    troubles: list[EngineError] = []
    for target in engines():
        try:
            rebuild_now(target)
            target.wipe()
        except EngineError as error:
            log.exception("The search index may still hold an erased name; it is tried again.")
            troubles.append(error)
    caches["default"].clear()
    wipe_database()
    for trouble in troubles:
        raise trouble


def wipe_database() -> None:
    """Writes SQLite's file anew, without what was deleted. PostgreSQL does so by itself (autovacuum)."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
