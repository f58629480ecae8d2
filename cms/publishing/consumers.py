"""Those who follow the ledger after each commit: search index, webhooks, plugin reactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cms.publishing.models import Entry


def everything(entry: Entry) -> bool:
    """True: the consumer is told of each entry."""
    return True


@dataclass(frozen=True, kw_only=True)
class Consumer:
    """Reads the ledger in commit order; `handle` gets each batch at least once and must be idempotent.

    One that `acts` on the world (a mail, a call) begins at the end that the ledger has when it is first met, gets one entry at a
    time, so that a failure repeats that one alone, and waits longer after each failure. `concerns` says which entries it gets.

    What keeps itself how far it has read, such as an index, which may be another one tomorrow, says so by `position`.
    """

    name: str
    handle: Callable[[Sequence[Entry]], None]
    batch: int = 500
    acts: bool = False
    concerns: Callable[[Entry], bool] = everything
    position: Callable[[], int] | None = None

    def portions(self, batch: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
        """What of the batch is handled at once, in order; what concerns one that acts is asked when all before is done."""
        concerned = (entry for entry in batch if self.concerns(entry))
        if self.acts:
            yield from ([entry] for entry in concerned)
        elif whole := list(concerned):
            yield whole


_consumers: dict[str, Consumer] = {}
_sources: list[Callable[[], Iterable[Consumer]]] = []


def register(consumer: Consumer) -> None:
    """Lets the consumer follow the ledger from its stored cursor on."""
    _consumers[consumer.name] = consumer


def register_source(source: Callable[[], Iterable[Consumer]]) -> None:
    """Lets those follow whom the source names whenever it is asked, such as the reactions of plugins."""
    if source not in _sources:
        _sources.append(source)


def registered() -> tuple[Consumer, ...]:
    """All consumers, by name."""
    named = _consumers | {consumer.name: consumer for source in _sources for consumer in source()}
    return tuple(named[name] for name in sorted(named))
