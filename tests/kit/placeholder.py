"""Says what plugins own, where the tests are about how it is told."""

from __future__ import annotations

import pytest

from cms.dormant.ownership import Owned


def owning(monkeypatch: pytest.MonkeyPatch, **owned: Owned) -> None:
    """Lets each named plugin own what is given, and all others nothing."""
    by = lambda slugs: {slug: owned.get(slug, Owned()) for slug in slugs}  # noqa: E731 - one line
    monkeypatch.setattr("cms.dormant.ownership.owned_by", by)
