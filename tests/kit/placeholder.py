"""Stands in for the content that plugins own, where the tests are about how it is told."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

NOTHING = SimpleNamespace(pages=0, parked=0, records=0, blocks=0)


def owning(monkeypatch: pytest.MonkeyPatch, **owned: Any) -> None:
    """Lets each named plugin own what is given, and all others nothing."""
    module: Any = ModuleType("cms.content.ownership")
    module.owned = lambda slug: owned.get(slug, NOTHING)
    monkeypatch.setitem(sys.modules, "cms.content.ownership", module)


def numbers(**given: int) -> SimpleNamespace:
    """So many pages, parked pages, records and blocks."""
    return SimpleNamespace(**{**vars(NOTHING), **given})
