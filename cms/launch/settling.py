"""What a server does once when it starts."""

from __future__ import annotations

from threading import Thread

from django.db import connections

PATIENCE = 10.0
"""Seconds."""


def settle() -> None:
    """Brings content in line with the plugins that are here; goes on without waiting if that takes long.

    In a thread of its own: a server may start within an event loop, or fork afterwards, and neither may find an open connection; and
    a process manager must not take a long parking for a failed start.
    """
    thread = Thread(target=_settle, name="settle", daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _settle() -> None:
    from cms.content.parking import settle_at_start

    try:
        settle_at_start()
    finally:
        connections.close_all()
