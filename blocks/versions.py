"""Versions of a plugin's block: what is stored in an older one is brought to the present one whenever it is read."""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from wagtail.blocks import Block as WagtailBlock

from blocks.fitting import fits, is_lost
from cms.extend import Block, guard
from cms.extend.storable import as_stored
from cms.extend.telling import told

log = logging.getLogger(__name__)

VERSION = "version"
"""The key of a stored block that says in which version it was written; without it, in the first."""


class Unreadable(ValueError):
    """What is stored cannot be read as the block that it claims to be; the text says why."""


def contributed(block: WagtailBlock) -> Block | None:
    """The contribution of a plugin of which this is an instance; None of the core's, and of blocks within others."""
    return getattr(block, "contributed", None)


def current(block: WagtailBlock, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The stored item as the block reads it now; raises `Unreadable`, and leaves what is stored as it is."""
    given = contributed(block)
    if given is None:
        return item
    version, value = version_of(item), item.get("value")
    if version > given.version:
        raise Unreadable(f"it is of version {version}, and the plugin knows no later one than {given.version}")
    if is_old := version < given.version:
        value = _migrated(given, value, version)
    if not fits(block, value) or (is_old and is_lost(block, value, item.get("value"))):
        raise Unreadable("its value has another shape than the block")
    return {**item, "value": value, VERSION: given.version} if is_old else item


def version_of(item: Mapping[str, Any]) -> int:
    """The version in which the stored block was written."""
    version = item.get(VERSION, 1)
    return version if isinstance(version, int) else 1


def stamped(block: WagtailBlock, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with the version in which it is written now; a first version is not said."""
    given = contributed(block)
    return {**item, VERSION: given.version} if given and given.version > 1 else item


def _migrated(block: Block, value: Any, version: int) -> Any:
    try:
        # A copy, so that a function that fails half-way has changed nothing.
        return as_stored(guard.at_once(guard.in_time(block.migrate_value, copy.deepcopy(value), version)))
    except Exception as error:
        if guard.is_strict():
            raise
        raise Unreadable(f"migrate_value failed: {told(error)}") from error


@lru_cache(maxsize=1000)
def tell(block: Block, key: str, why: str) -> None:
    """Says in the log, once in each process, that a stored block cannot be read."""
    log.warning(
        "A block %s of the plugin %s, with the id %s, cannot be read and is kept as it is: %s.",
        block.name,
        block.plugin,
        key,
        why,
    )
