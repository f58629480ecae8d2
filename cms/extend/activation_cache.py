"""What holds just now: which plugin is enabled for which site, and which points are paused.

Each process remembers it for a second; a change made in this process holds at once.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from cms.extend.reserved import CORE

SECONDS = 1.0


@dataclass(frozen=True)
class Cached:
    """Decisions by plugin and site, and paused points by plugin and name."""

    decisions: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    paused: frozenset[tuple[str, str]] = frozenset()


_sites: Callable[[], Iterable[int]] = tuple
_known = Cached()
_until = 0.0


def cached() -> Cached:
    """The state, at most a second old."""
    global _known, _until
    if (now := time.monotonic()) >= _until:
        # First the deadline: what is asked meanwhile, by the question itself too, gets the old state.
        _until = now + SECONDS
        _known = _read()
    return _known


def early() -> Cached:
    """The state while apps are still being loaded: no connection stays open, since a server may fork afterwards."""
    if apps.ready:
        return cached()
    with warnings.catch_warnings():
        # It is asked once, and only where two plugins are at odds.
        warnings.simplefilter("ignore", RuntimeWarning)
        known = _read()
    connection.close()
    return known


def forget() -> None:
    """Lets the next question read the state anew; called after each change."""
    global _until
    _until = 0.0


def know_sites(sites: Callable[[], Iterable[int]]) -> None:
    """Tells the kernel, which knows no Wagtail, how to learn the ids of all sites."""
    global _sites
    _sites = sites


def _read() -> Cached:
    from cms.extend.models import Activation, PausedPoint

    if is_database_missing():
        return Cached()
    try:
        # A transaction of its own would wait on SQLite for its turn to write, with whoever reads.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            decisions = {(each.plugin, each.site): each.enabled for each in Activation.objects.order_by("pk")}
            paused = frozenset(PausedPoint.objects.values_list("plugin", "point"))
    except DatabaseError:  # before the first migration there is nothing to know
        return Cached()
    return Cached(decisions, paused)


def is_database_missing() -> bool:
    """Whether SQLite would make the file of the database for being asked; `check` and `--help` leave no trace."""
    name = Path(str(connection.settings_dict["NAME"]))
    return connection.vendor == "sqlite" and connection.connection is None and name.is_absolute() and not name.exists()


def is_enabled(plugin: str, site: int | None = None) -> bool:
    """Whether the plugin is enabled for the site; without a site, whether it is for any. The core always is."""
    if plugin in CORE:
        return True
    decisions = cached().decisions
    if site is not None:
        return decisions.get((plugin, site), _default(plugin))
    decided = {at: enabled for (slug, at), enabled in decisions.items() if slug == plugin}
    return any(decided.values()) or (_default(plugin) and (not decided or not decided.keys() >= set(_sites())))


def is_decided(plugin: str) -> bool:
    """Whether anybody has decided for any site whether the plugin is enabled; if not, it is the same for all of them."""
    return any(slug == plugin for slug, _site in cached().decisions)


def _default(plugin: str) -> bool:
    from cms.extend.plugin import Plugin

    return any(
        config.enabled_by_default
        for config in apps.get_app_configs()
        if isinstance(config, Plugin) and config.slug == plugin
    )
