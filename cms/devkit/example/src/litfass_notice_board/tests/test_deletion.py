"""Nothing is deleted while it is public."""

from __future__ import annotations

from types import SimpleNamespace

from cms.extend import registry


def test_what_is_public_is_not_deleted() -> None:
    """A draft may go."""
    vetoes = registry().vetoes("notice_board_page")
    (own,) = [each for each in vetoes if each.plugin == "notice_board"]
    assert own.veto(SimpleNamespace(live=True))
    assert not own.veto(SimpleNamespace(live=False))
