"""Keeps the indices in step with the ledger: each knows itself how far it has read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.publishing.consumers import Consumer
from cms.publishing.reading.sequence import changed_after, current_sequence, is_known
from search import damage
from search.engines.base import AT_A_TIME, Engine, IndexChanged, IndexMissing
from search.indexing import note_left_out, write
from search.service import embedded, engine

if TYPE_CHECKING:
    from cms.publishing.models import Entry


@dataclass(frozen=True)
class IndexWriter:
    """Writes to the index of the engine that is chosen whenever it is asked; to none where it is None."""

    chosen: Callable[[], Engine | None]

    def position(self) -> int:
        """How far its index has read; to the end where there is none of this ledger, which only a rebuild makes."""
        target = self.chosen()
        try:
            if target is not None and is_known(position := target.position()):
                return position.sequence
        except IndexMissing:
            pass
        return current_sequence()

    def follow(self, entries: Sequence[Entry]) -> None:
        """Brings the things of these entries to their present state.

        If another index has taken over meanwhile, which has not read all that comes before, nothing is written: it is asked anew how
        far it is.
        """
        if (target := self.chosen()) is None:
            return
        position = target.position().sequence
        if changed_after(position, before=entries[0].sequence):
            return
        try:
            refused = write(target, entries, after=position, upto=entries[-1].sequence)
        except IndexChanged:
            return
        except IndexMissing as error:
            damage.note(target, error)
            raise
        note_left_out(target, entries, refused)


def _fallback() -> Engine | None:
    return None if embedded() is engine() else embedded()


_chosen, _standing_in = IndexWriter(engine), IndexWriter(_fallback)
CONSUMER = Consumer(name="search", handle=_chosen.follow, batch=AT_A_TIME, position=_chosen.position)
FALLBACK = Consumer(name="search-fallback", handle=_standing_in.follow, batch=AT_A_TIME, position=_standing_in.position)
"""A consumer of its own, which goes on while the chosen engine is away, as then it is asked."""
