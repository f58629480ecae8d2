"""Remembers what was worked out before, for as long as it would come out the same.

    cards = Memory[Key, str](most=4_000)
    html = cards.get(key, lambda: render(document))

A key names everything that the value depends on: the tag of a document instead of its name, what the clock says of it instead of
the time. So a value is never wrong under its key, and nothing has to be cleared: what was published, withdrawn or has become the
past is asked for under another key, and so is everything in another database. What nobody asks for is forgotten first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The values of this process by their keys, at most so many."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value under the key, made if it is not known."""
        return self.several([key], lambda _unknown: {key: make()})[key]

    def several(self, keys: Iterable[K], make: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values under the keys; those that are not known are made together."""
        found, unknown = dict[K, V](), list[K]()
        with self._lock:
            for key in keys:
                if key in self._known:
                    self._known.move_to_end(key)
                    found[key] = self._known[key]
                else:
                    unknown.append(key)
        if unknown:
            # Outside of the lock: what two ask for at once is made twice, and nobody waits.
            made = make(unknown)
            found |= made
            self._keep(made)
        return found

    def _keep(self, made: Mapping[K, V]) -> None:
        with self._lock:
            self._known |= made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
