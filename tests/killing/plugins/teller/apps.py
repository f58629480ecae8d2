"""The plugin Teller."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cms.extend import Change, Plugin, Reaction


def told() -> Path:
    """Where it writes: a line with number and identifier for each change."""
    from django.conf import settings

    return Path(settings.ENV.data) / "told.txt"


class TellerConfig(Plugin):
    """Reacts to everything."""

    name = "teller"
    label = "teller"
    slug = "teller"
    title = "Teller"
    version = "1.0"
    enabled_by_default = True

    def reactions(self) -> Iterable[Reaction]:
        """One line for each change."""
        yield Reaction(name="tell", label="Tell", to=("published", "withdrawn"), react=_tell)


def _tell(change: Change) -> None:
    file = os.open(told(), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, f"{change.sequence} {change.id} {change.state}\n".encode())
    finally:
        os.close(file)
