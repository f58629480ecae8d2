"""The long story is told by hand; its checks are tried here, so that they go with the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.content.models import EventPage
from cms.publishing.consumer_runner import catch_up_all
from search.engines.base import Engine
from search.indexing import rebuild
from search.service import embedded
from tests.killing import checking
from tests.search.conftest import event, halle, home, index, parents, publish

__all__ = ["event", "halle", "home", "index", "parents", "publish"]
Make = Callable[..., Any]


def test_what_is_right_is_found_right_and_each_fault_is_named(index: None, event: Make) -> None:
    page = event()
    engine: Engine = embedded()
    rebuild(engine)
    catch_up_all()
    assert [*checking.ledger(), *checking.indices()] == []
    EventPage.objects.filter(pk=page.pk).update(lead="Am Ledger vorbei geschrieben.")
    assert ["stale" in fault for fault in checking.ledger()] == [True]
    engine.clear()
    assert [fault for fault in checking.indices() if "embedded" in fault]
