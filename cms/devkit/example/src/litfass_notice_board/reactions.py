"""What is done when something happens."""

from __future__ import annotations

import logging

from cms.extend import Change

log = logging.getLogger(__name__)


def tell(change: Change) -> None:
    """Writes to the log what is public; doing so twice does no harm."""
    log.info("%s is public at %s.", change.title, change.path)
