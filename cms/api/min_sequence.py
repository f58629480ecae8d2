"""Answers that are at least as fresh as the partner has seen elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from cms.api.problems import ApiError
from cms.publishing.reading.sequence import current_sequence

RETRY_AFTER = 1


def require_sequence(wanted: int | None, *, reached: Callable[[], int] = current_sequence) -> None:
    """Refuses to answer while what is read from, the ledger or an index, has not reached the number that `min_sequence` wants."""
    if wanted is not None and (last := reached()) < wanted:
        raise ApiError(
            503,
            f"min_sequence: change {wanted} has not arrived here yet, the last one is {last}; ask again shortly.",
            headers={"Retry-After": str(RETRY_AFTER)},
        )
