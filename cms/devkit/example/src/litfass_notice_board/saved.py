"""What is done once something was saved."""

from __future__ import annotations

import logging

from cms.content.models import BasePage

log = logging.getLogger(__name__)


def tell_saved(page: BasePage) -> None:
    """Writes to the log what was saved."""
    log.info("Saved: %s", page.title)
