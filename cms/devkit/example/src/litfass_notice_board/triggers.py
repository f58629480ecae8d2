"""What can happen in the archive."""

from __future__ import annotations

from cms.extend import Change


def is_public(change: Change) -> bool:
    """Whether something of the type was published."""
    return change.type == "notice_board_page" and change.state == "live"
