"""A feed says when an event takes place, in the language of the event."""

from __future__ import annotations

import pytest

from plugins.feeds.entries import entry_of
from tests.feeds.conftest import Ask, document, event, occurrence


def summary(ask: Ask, given: dict[str, object]) -> str:
    return entry_of(given, ask()).summary


def test_the_date_comes_before_the_lead(ask: Ask) -> None:
    assert summary(ask, event(occurrence("2026-12-08"), lead="Für Vorstände.")) == (
        "8. Dezember 2026, 17:00–19:00 Uhr · Für Vorstände."
    )


def test_dates_that_were_called_off_are_passed_over_and_further_ones_counted(ask: Ask) -> None:
    dates = [occurrence("2026-12-01", status="cancelled"), *map(occurrence, ("2026-12-08", "2026-12-15", "2026-12-22"))]
    assert summary(ask, event(*dates, lead="")) == "8. Dezember 2026, 17:00–19:00 Uhr und 2 weitere Termine"
    assert summary(ask, event(*dates[:3], lead="")) == "8. Dezember 2026, 17:00–19:00 Uhr und 1 weiterer Termin"


def test_what_is_cancelled_says_so_first(ask: Ask) -> None:
    given = event(occurrence("2026-12-01", status="cancelled"), status="cancelled", lead="")
    assert summary(ask, given) == "Abgesagt, 1. Dezember 2026, 17:00–19:00 Uhr"


@pytest.mark.parametrize(("language", "month"), [("en", "8 December 2026"), ("tr", "8 Aralık 2026")])
def test_the_date_is_in_the_language_of_the_event(ask: Ask, language: str, month: str) -> None:
    assert summary(ask, event(occurrence("2026-12-08"), locale=language, lead="")).startswith(month)


def test_an_event_without_a_date_and_a_piece_of_news_have_none(ask: Ask) -> None:
    assert summary(ask, event(lead="Bald.")) == summary(ask, document(lead="Bald.")) == "Bald."
