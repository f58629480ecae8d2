"""Does something for one of many: whole or not at all, and in no more time than one may take, lest it hold up the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from cms.extend.limits import Misbehaved, contained, end_if_told, limited

LONGEST = dt.timedelta(minutes=5)
"""How long one may take, with all that plugins add to it and all that follows from it."""
T = TypeVar("T")


def alone(call: Callable[..., T], *given: object) -> T:
    """The result of the call, in a transaction of its own; raises what it raises, and `Misbehaved` if it takes longer than `LONGEST` or would
    end the process. Raises `ToldToEnd` instead once the process is to end: nothing is begun then, and what has begun has little time left.
    """
    end_if_told()
    try:
        with contained:
            return limited(LONGEST, transaction.atomic(call), *given)
    except Misbehaved:
        end_if_told()
        raise
