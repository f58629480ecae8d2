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


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("bogus=1", "There is no parameter 'bogus'."),
        ("start.gte=gestern", "start.gte: 'gestern' is no date; write 2026-05-31 or 2026-05-31T18:00:00+02:00."),
        (
            "updated.lt=0001-01-01",
            "updated.lt: '0001-01-01' is no date; write 2026-05-31 or 2026-05-31T18:00:00+02:00.",
        ),
        ("when=bald", "when: 'bald' is no possible value."),
        ("format=", "format: give between 1 and 50 values."),
        ("format=" + ",".join(map(str, range(51))), "format: give between 1 and 50 values."),
        ("format=" + "x" * 201, "format: at most 200 characters, no NUL and no half characters."),
        ("&".join(["format=meeting"] * 11), "format: give it at most 10 times."),
        ("locale=de&locale=en", "locale: give it once."),
        ("when=past&when=running", "when: give it once, with commas for or."),
    ],
)
def test_who_is_refused_reads_what_to_write_instead(query: str, detail: str) -> None:
    with pytest.raises(FilterError) as refused:
        parsed(query)
    assert str(refused.value) == detail


def test_as_much_as_is_allowed_is_understood() -> None:
    assert parsed("&".join(["format=meeting"] * 10)).facets == {"format": (("meeting",),) * 10}
    assert parsed("locale=" + "x" * 200).locale == "x" * 200


def test_each_moment_has_its_own_place_and_a_day_begins_at_midnight_here() -> None:
    found = parsed("start.gte=2026-01-01&start.lt=2026-02-01&updated.gte=2026-03-01&updated.lt=2026-07-01T00:00")
    moments = [dt.datetime(*day, tzinfo=dt.UTC) for day in ((2025, 12, 31, 23), (2026, 1, 31, 23), (2026, 2, 28, 23))]
    assert found.start == Span(moments[0], moments[1])
    assert found.updated == Span(moments[2], dt.datetime(2026, 6, 30, 22, tzinfo=dt.UTC))
