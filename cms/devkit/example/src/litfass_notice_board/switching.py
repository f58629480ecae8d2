"""What is done when it is enabled and disabled for a site."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def tell_enabled(site: int) -> None:
    """Says so in the log."""
    log.info("Notice board is enabled for site %s.", site)


def tell_disabled(site: int) -> None:
    """Says so in the log."""
    log.info("Notice board is disabled for site %s.", site)
