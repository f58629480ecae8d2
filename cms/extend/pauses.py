"""How long something that failed waits until it is tried again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Pauses:
    """How long failed work waits: `first`, then twice as long after each further failure, up to `longest`."""

    first: dt.timedelta
    longest: dt.timedelta

    def after(self, failures: int) -> dt.timedelta:
        """The pause after so many failures in a row."""
        doubled: dt.timedelta = self.first * 2 ** min(max(failures - 1, 0), 20)
        return min(doubled, self.longest)
