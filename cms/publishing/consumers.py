"""Those who follow the ledger after each commit: search index, webhooks, plugin reactions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.publishing.models import Entry


@dataclass(frozen=True, kw_only=True)
class Consumer:
    """Reads the ledger in commit order; `handle` gets each batch at least once and must be idempotent."""

    name: str
    handle: Callable[[Sequence[Entry]], None]
    batch: int = 500


_consumers: dict[str, Consumer] = {}


def register(consumer: Consumer) -> None:
    """Lets the consumer follow the ledger from its stored cursor on."""
    _consumers[consumer.name] = consumer


def registered() -> tuple[Consumer, ...]:
    """All consumers, by name."""
    return tuple(_consumers[name] for name in sorted(_consumers))
