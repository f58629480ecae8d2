"""Answers that are at least as fresh as the partner has seen elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict

from cms.api import parameters
from cms.api.problems import ApiError
from cms.publishing.entries import current_sequence

HIGHEST = 2**63 - 1
RETRY_AFTER = 1


def require_sequence(query: QueryDict, *, reached: Callable[[], int] = current_sequence) -> None:
    """Refuses to answer while what is read from, the ledger or an index, has not reached `min_sequence`."""
    wanted = parameters.number(query, "min_sequence", highest=HIGHEST)
    if wanted is not None and (last := reached()) < wanted:
        raise ApiError(
            503,
            f"min_sequence: change {wanted} has not arrived here yet, the last one is {last}; ask again shortly.",
            headers={"Retry-After": str(RETRY_AFTER)},
        )
