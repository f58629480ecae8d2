"""Switches plugins for sites together with what follows from it: no decision is stored without documents being built anew."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cms.extend import activation_cache, guard
from cms.extend.activation import disable, enable
from cms.extend.queue import enqueue_after_commit
from cms.publishing.rebuilding import rebuild_task


def switch(slug: str, sites: Sequence[int], *, on: bool) -> list[int]:
    """Enables or disables the plugin for the Wagtail sites with these ids, for all of them or for none; those that this changed.

    If there are any, all documents are built anew after the commit. Raises `CannotSwitch` if it is refused for one of them.
    """
    by = enable if on else disable
    try:
        with transaction.atomic():
            changed = [site for site in sites if by(slug, site)]
            if changed:
                enqueue_after_commit(rebuild_task)
    finally:
        # What was read before the end of the transaction may hold no longer.
        activation_cache.forget()
    return changed


def resume(slug: str, point: str) -> bool:
    """Lets the paused point be called again, and all documents be built anew then; whether it was paused."""
    try:
        with transaction.atomic():
            if resumed := guard.resume(slug, point):
                enqueue_after_commit(rebuild_task)
    finally:
        activation_cache.forget()
    return resumed
