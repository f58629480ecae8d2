"""Sends many writings at once: what is refused is told, what may pass is tried again, in smaller portions if they take too long."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, TransportError

from search.analysis.analyzer import Analyzers
from search.documents import SearchDocument, Withdrawal
from search.engines.base import EngineError, IndexMissing, Refusal
from search.engines.elasticsearch.index import stored, tombstone

AT_A_TIME = 200
Action = tuple[dict[str, Any], dict[str, Any]]
"""What is to be done with a document, and what is then stored under its id."""

MISSING = 404
"""Nothing is known under the alias."""
STALE = 409
"""A newer state is stored."""
REFUSED = (400, 413)
"""The document is at fault: it is not of the index's form, or too large."""
BUSY = (429, 502, 503, 504)
"""The server is: it may take the same document later."""


def actions_of(
    documents: Sequence[SearchDocument], withdrawals: Sequence[Withdrawal], analyzers: Analyzers
) -> tuple[list[Action], list[Refusal]]:
    """What is to be written, and what cannot be read as the index wants it; this is withdrawn."""
    actions, refused = [], []
    for document in documents:
        try:
            actions.append(_action(document.id, document.sequence, stored(document, analyzers.of(document.language))))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not stop the others
            refused.append(Refusal(document.id, document.sequence, repr(error)))
            actions.append(withdrawing(document.id, document.sequence))
    return [*actions, *(withdrawing(each.id, each.sequence) for each in withdrawals)], refused


def withdrawing(identity: UUID, sequence: int) -> Action:
    """What leaves a tombstone."""
    return _action(identity, sequence, tombstone(Withdrawal(identity, sequence)))


def _action(identity: UUID, sequence: int, source: dict[str, Any]) -> Action:
    return {"index": {"_id": str(identity), "version": sequence, "version_type": "external_gte"}}, source


class Bulk:
    """Writes to an alias, never to an index of its name: what was removed meanwhile does not come into being again.

    A call may take `patience` seconds; where it takes longer, each half of it is tried by itself, after growing `pauses`.
    """

    def __init__(self, client: Elasticsearch, alias: str, *, patience: float, pauses: Sequence[float] = ()) -> None:
        self._client = client.options(request_timeout=patience)
        self._alias = alias
        self._pauses = pauses

    def write(self, actions: Sequence[Action]) -> list[Refusal]:
        """Writes what is not older than what is stored; leaves out, with a tombstone, what the server refuses."""
        refused = [
            each for start in range(0, len(actions), AT_A_TIME) for each in self._send(actions[start:][:AT_A_TIME])
        ]
        if refused:
            for refusal in self._send([withdrawing(each.id, each.sequence) for each in refused]):
                raise EngineError(f"Elasticsearch refused even to forget {refusal.id}: {refusal.error}")
        return refused

    def _send(self, actions: Sequence[Action], tries: int = 0) -> list[Refusal]:
        try:
            answer = self._client.bulk(
                operations=[part for action in actions for part in action],
                index=self._alias,
                require_alias=True,
            )
        except (ApiError, TransportError) as error:
            return self._after(error, actions, tries)
        busy, refused = [], []
        for action, item in zip(actions, answer["items"], strict=True):
            outcome = item["index"]
            status = outcome["status"]
            if status in BUSY:
                busy.append(action)
            elif status in REFUSED:
                refused.append(_refusal(action, outcome["error"]))
            elif status == MISSING:
                raise IndexMissing("The search index was removed, or what it is written by.")
            elif status != STALE and status >= 300:
                raise EngineError(f"Elasticsearch refused {outcome['_id']}: {outcome['error']}")
        if busy:
            self._wait(tries, EngineError("Elasticsearch has too much to do."))
            refused += self._send(busy, tries + 1)
        return refused

    def _after(self, error: Exception, actions: Sequence[Action], tries: int) -> list[Refusal]:
        """What is done after a call that failed as a whole."""
        too_much = isinstance(error, ConnectionTimeout) or getattr(error, "status_code", 0) == 413
        if isinstance(error, ApiError) and error.status_code not in (*BUSY, 413):
            raise error
        if too_much and len(actions) == 1 and not isinstance(error, ConnectionTimeout):
            return [_refusal(actions[0], error)]
        if not isinstance(error, ApiError) or error.status_code != 413:
            self._wait(tries, error)
        return [each for part in (_halves(actions) if too_much else [actions]) for each in self._send(part, tries + 1)]

    def _wait(self, tries: int, error: Exception) -> None:
        if tries >= len(self._pauses):
            raise error
        time.sleep(self._pauses[tries])


def _halves(actions: Sequence[Action]) -> Iterator[Sequence[Action]]:
    half = (len(actions) + 1) // 2
    yield from (part for part in (actions[:half], actions[half:]) if part)


def _refusal(action: Action, error: object) -> Refusal:
    head = action[0]["index"]
    return Refusal(UUID(head["_id"]), head["version"], str(error))
