"""One grammar of filters: understood, or refused with the parameter's name and what is allowed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict

from cms.publishing.filters import Filter, Phase, Span
from cms.publishing.grammar import FilterError, parse_filter


def parsed(query: str) -> Filter:
    return parse_filter(QueryDict(query))


def test_comma_means_or_and_repetition_means_and() -> None:
    found = parsed("format=workshop,training&format=meeting").facets
    assert found == {"format": (("workshop", "training"), ("meeting",))}


def test_phases_dates_and_languages_are_understood() -> None:
    found = parsed(
        "when=upcoming,running&start.gte=2026-05-31&start.lt=2026-06-01T10:00:00%2B02:00&locale=de&type=event"
    )
    assert found.when == (Phase.UPCOMING, Phase.RUNNING)
    assert found.start == Span(dt.datetime(2026, 5, 30, 22, tzinfo=dt.UTC), dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC))
    assert (found.locale, found.types) == ("de", ("event",))


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("bogus=1", "bogus", "unknown_parameter"),
        ("start.gte=gestern", "start.gte", "malformed_date"),
        ("start.gte=2026-02-30", "start.gte", "malformed_date"),
        ("start.gte=9999999999", "start.gte", "malformed_date"),
        ("when=bald", "when", "unknown_value"),
        ("type=unsinn", "type", "unknown_value"),
        ("city=", "city", "malformed"),
        ("city=%00", "city", "malformed"),
        ("city=" + "x" * 10_000, "city", "malformed"),
        ("city=" + ",".join("abcdefghijklmnopqrstuvwxyz" * 3), "city", "malformed"),
        ("locale=de&locale=en", "locale", "repeated"),
        ("when=upcoming&when=past", "when", "repeated"),
        ("type=event&type=news", "type", "repeated"),
        ("&".join(f"city=stadt-{number}" for number in range(1_500)), "city", "repeated"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(query: str, parameter: str, code: str) -> None:
    with pytest.raises(FilterError) as refused:
        parsed(query)
    assert (refused.value.parameter, refused.value.code) == (parameter, code)


def test_what_is_allowed_is_said() -> None:
    with pytest.raises(FilterError) as refused:
        parsed("when=bald")
    assert refused.value.allowed == ("upcoming", "running", "past")
