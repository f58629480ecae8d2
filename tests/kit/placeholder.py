"""Says what plugins own, where the tests are about how it is told."""

from __future__ import annotations

import pytest

from cms.content.ownership import Owned


def owning(monkeypatch: pytest.MonkeyPatch, **owned: Owned) -> None:
    """Lets each named plugin own what is given, and all others nothing."""
    monkeypatch.setattr("cms.content.ownership.owned", lambda slug: owned.get(slug, Owned()))
