"""What a server does once when it starts."""

from __future__ import annotations

import logging
from threading import Thread

from django.db import connections

from cms.launch.database_state import waiting_migrations

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds."""


def reconcile() -> None:
    """Brings content in line with the plugins that are here, where they came or went and nobody ran `migrate` since.

    So that nothing names pages that nobody can open. Goes on without waiting if that takes long: a process manager must not take it for
    a failed start. In a thread of its own: a server may start within an event loop, or fork afterwards, and neither may find an open
    connection.
    """
    thread = Thread(target=_reconcile, name="reconcile", daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _reconcile() -> None:
    """Pages come back only if the database fits the code. What goes wrong is logged: it must not keep the site from starting."""
    from cms.dormant import reconcile
    from cms.dormant.park import park
    from search import keeping
    from search.desk.index import rewrite_if_outdated

    try:
        if reconcile.is_due():
            log.warning("Plugins came or went; their content follows.")
            if waiting_migrations():
                park()
            else:
                reconcile.reconcile()
    except Exception:
        log.exception(
            "Content could not be brought in line with the plugins that are here; `manage.py migrate` does it."
        )
    try:
        _bring_documents_up_to_date()
    except Exception:
        log.exception(
            "It cannot be told whether documents are to be built anew; `manage.py publishing rebuild` does it."
        )
    try:
        if rewrite_if_outdated():
            log.warning("The search at the desk was written by other code; a task writes it anew.")
    except Exception:
        log.exception("It cannot be told how the search at the desk stands; `manage.py update_index` writes it anew.")
    try:
        keeping.warn()
    except Exception:
        log.exception("It cannot be told how the search index stands.")
    finally:
        connections.close_all()


def _bring_documents_up_to_date() -> None:
    """Where another process has written them, such as a worker that began before a plugin was installed, a task writes them anew."""
    from cms.content.initial_site import elsewhere
    from cms.publishing.rebuilding import rebuild_if_outdated

    if advice := elsewhere():
        log.warning(advice)
    elif rebuild_if_outdated():
        log.warning(
            "Documents were written by other code, with other plugins or another name; a task builds them anew."
        )
