"""What a server does once before it answers."""

from __future__ import annotations

from threading import Thread

from django.db import connections


def settle() -> None:
    """Brings pages in line with the plugins that are there.

    In a thread of its own: a server may start within an event loop, or fork afterwards, and neither may find an open connection.
    """
    thread = Thread(target=_settle, name="settle")
    thread.start()
    thread.join()


def _settle() -> None:
    from cms.content.parking import settle_at_start

    try:
        settle_at_start()
    finally:
        connections.close_all()
