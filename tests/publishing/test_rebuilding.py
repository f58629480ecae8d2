"""Ledger and content can be compared, and the ledger built anew from content."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.content.models import EventPage
from cms.publishing.entries import current_sequence
from cms.publishing.models import Entry, FacetRow
from cms.publishing.rebuilding import differences, rebuild
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]


def kinds() -> set[tuple[str, str]]:
    return {(difference.kind, difference.title) for difference in differences()}


def test_after_publishing_there_is_no_difference(event: Make, partner: Make) -> None:
    event(organiser=partner())
    assert kinds() == set()


def test_every_difference_is_named(event: Make) -> None:
    stale, missing, surplus, unsorted = event("Alt"), event("Fehlt"), event("Zuviel"), event("Falsch")
    EventPage.objects.filter(pk=stale.pk).update(lead="Am Hauptbuch vorbei")
    entry_of(missing).delete()
    EventPage.objects.filter(pk=surplus.pk).update(live=False)
    FacetRow.objects.filter(entry=entry_of(unsorted)).delete()
    assert kinds() == {("stale", "Alt"), ("missing", "Fehlt"), ("surplus", "Zuviel"), ("stale", "Falsch")}
    with pytest.raises(CommandError, match="4 differences"):
        call_command("publishing", "verify", stdout=StringIO())
    rebuild()
    assert kinds() == set()


def test_rebuilding_what_is_right_moves_nothing(event: Make) -> None:
    event()
    before = current_sequence()
    rebuild()
    assert current_sequence() == before


def test_an_empty_ledger_is_filled_from_content(event: Make) -> None:
    page = event()
    Entry.objects.all().delete()
    call_command("publishing", "rebuild", stdout=StringIO())
    assert entry_of(page).title == "Zusammen wohnen"
