"""Remembers what was worked out before, for as long as it would come out the same.

    cards = Memory[Key, str](most=4_000)
    html = cards.get(key, lambda: render(document))

A key names everything that the value depends on: the tag of a document instead of its name, what the clock says of it instead of
the time. So a value is never wrong under its key, and nothing has to be cleared: what was published, withdrawn or has become the
past is asked for under another key, and so is everything in another database. What nobody asks for is forgotten first.

What depends on many documents, and not on the clock, has the state of the whole ledger as its key:

    links = LedgerMemory[Navigation](most=100)
    shown = links.get(language, lambda: read(language))  # one small query where nothing has changed
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

from cms.extend import registry
from cms.publishing.models import Entry

MEGABYTE = 1024 * 1024
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The values of this process by their keys, at most so many, or of so much in all where a `size` is given."""

    def __init__(self, *, most: int, size: Callable[[V], int] = lambda _value: 1) -> None:
        self._most, self._size, self._kept = most, size, 0
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
            self.keep(made)
        return found

    def all_known(self, keys: Sequence[K]) -> list[V] | None:
        """The values under the keys, in their order; None unless all of them are known."""
        with self._lock:
            if any(key not in self._known for key in keys):
                return None
            for key in keys:
                self._known.move_to_end(key)
            return [self._known[key] for key in keys]

    def keep(self, made: Mapping[K, V]) -> None:
        """Remembers these values."""
        with self._lock:
            for key, value in made.items():
                self._forget(key)
                self._known[key] = value
                self._kept += self._size(value)
            while self._kept > self._most:
                self._forget(next(iter(self._known)))

    def _forget(self, key: K) -> None:
        if key in self._known:
            self._kept -= self._size(self._known.pop(key))


_read_once: ContextVar[list[Hashable] | None] = ContextVar("read_once", default=None)


@contextmanager
def one_state() -> Iterator[None]:
    """Reads the state of the ledger once for all that is asked for within, as for one answer: what changes meanwhile is seen by the next."""
    token = _read_once.set([])
    try:
        yield
    finally:
        _read_once.reset(token)


def state_is(change: Hashable) -> None:
    """Spares who has asked for the last change of the ledger the same question within `one_state`."""
    if (read := _read_once.get()) == []:
        read.append(change)


def may_remember() -> bool:
    """Whether what is read may be remembered: within a transaction it may yet be taken back."""
    return not connection.in_atomic_block


class LedgerMemory(Generic[V]):
    """The values of this process by the state of the ledger and their keys, at most so many."""

    def __init__(self, *, most: int) -> None:
        self._values = Memory[Hashable, V](most=most)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value under the key for the ledger as it is; made anew within a transaction, whose changes may yet be taken back."""
        change = _state() if may_remember() else None
        if change is None:
            return make()
        # The state is read before the value: what changes meanwhile makes a value newer than its key, never older.
        return self._values.get((change, tuple(registry().public_types), settings.LANGUAGE_CODE, key), make)


def _state() -> Hashable:
    """`_newest_change`, which is read once within `one_state`."""
    read = _read_once.get()
    if read is None:
        return _newest_change()
    if not read:
        read.append(_newest_change())
    return read[0]


def _newest_change() -> Hashable:
    """What tells this state of this ledger from all others: the last change, by its number, thing, content and time; None without any."""
    changes = Entry.objects.order_by("-sequence").values_list("sequence", "pk", "etag", "updated_at")
    return next(iter(changes[:1]), None)
