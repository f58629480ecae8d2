"""Entries of the ledger by type, facet and language, in the order of lists."""

from __future__ import annotations

import datetime as dt

from cms.public.reasons import Reason
from cms.publishing.reading import entries
from cms.publishing.reading.filters import Filter, Span
from tests.publishing.rows import NOON, Rows, titles


def test_a_list_of_a_type_is_in_the_order_of_titles(ledger: Rows) -> None:
    for title in ("Nemo", "Vemo", "Amal"):
        ledger.add("partner", title)
    ledger.add("partner", "Babel", locale="en")
    ledger.add("partner", "Fort", reason=Reason.UNPUBLISHED)
    ledger.add("news", "Neues")
    ledger.add("stadtplan", "Ohne Erweiterung")
    assert titles(entries.of_type("partner")) == ["Amal", "Babel", "Nemo", "Vemo"]
    assert titles(entries.of_type("partner", locale="de")) == ["Amal", "Nemo", "Vemo"]
    assert titles(entries.by_title(entries.of_type("partner").order_by("-id"))) == ["Amal", "Babel", "Nemo", "Vemo"]
    assert titles(entries.in_locale(entries.of_type("partner"), "en")) == ["Babel"]
    assert entries.count_by_type() == {"news": 1, "partner": 4}


def test_what_is_called_alike_has_its_order_too(ledger: Rows) -> None:
    made = sorted(ledger.add("partner", "Verein").pk for _ in range(6))
    for found in (entries.of_type("partner"), entries.by_title(entries.live_entries())):
        assert [entry.pk for entry in found] == made


def test_a_facet_is_asked_for_with_and_without_its_value(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "kiel", "topic": "halle"})
    ledger.add("event", "Markt", facets={"city": "halle"})
    ledger.add("event", "Lesung")
    live = entries.live_entries().order_by("sequence")
    assert titles(entries.with_facet(live, "city")) == ["Fest", "Markt"]
    assert titles(entries.with_facet(live, "city", "halle")) == ["Markt"]
    assert titles(entries.with_ids(live, [live[2].pk])) == ["Lesung"]


def test_a_filter_by_time_of_change_has_two_bounds(ledger: Rows) -> None:
    first, second, third = (ledger.add("event", title) for title in ("Erste", "Zweite", "Dritte"))
    live = entries.live_entries().order_by("sequence")

    def between(gte: dt.datetime | None, lt: dt.datetime | None) -> list[str]:
        return titles(entries.matching(live, Filter(updated=Span(gte, lt)), now=NOON))

    assert between(second.updated_at, None) == ["Zweite", "Dritte"]
    assert between(None, second.updated_at) == ["Erste"]
    assert between(first.updated_at, third.updated_at) == ["Erste", "Zweite"]
    assert between(None, None) == ["Erste", "Zweite", "Dritte"]
