"""Work that is done again and again."""

from __future__ import annotations

import logging

from cms.publishing.reading.entries import count_by_type

log = logging.getLogger(__name__)


def count() -> None:
    """Writes to the log how much is public."""
    log.info("%s things are public.", sum(count_by_type().values()))
