"""One grammar of filters: understood, or refused with the parameter's name and what is allowed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from cms.publishing.reading import grammar
from cms.publishing.reading.filters import Filter, Phase, Span
from cms.publishing.reading.grammar import (
    MAX_VALUES,
    FilterError,
    _public_types,
    choices_of,
    filter_parameters,
    parse_filter,
)


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


def test_each_moment_has_its_own_place_and_a_day_begins_at_midnight_here() -> None:
    found = parsed("start.gte=2026-01-01&start.lt=2026-02-01&updated.gte=2026-03-01&updated.lt=2026-07-01T00:00")
    moments = [dt.datetime(*day, tzinfo=dt.UTC) for day in ((2025, 12, 31, 23), (2026, 1, 31, 23), (2026, 2, 28, 23))]
    assert found.start == Span(moments[0], moments[1])
    assert found.updated == Span(moments[2], dt.datetime(2026, 6, 30, 22, tzinfo=dt.UTC))


def refused(query: str) -> FilterError:
    with pytest.raises(FilterError) as found:
        parsed(query)
    return found.value


@pytest.mark.parametrize(
    "query",
    ["when=" + ",".join("x" * 51), "&".join(["type=event"] * 200), "&".join(["when=past"] * 2), "type=unsinn"],
)
def test_who_may_choose_of_few_reads_all_of_them(query: str) -> None:
    error = refused(query)
    assert error.allowed == (("upcoming", "running", "past") if query.startswith("when") else _public_types())


def test_who_misspells_a_parameter_reads_which_there_are() -> None:
    assert refused("Ort=x").allowed == filter_parameters()
    with pytest.raises(FilterError) as found:
        parse_filter(QueryDict("type=event"), types=("event",), also=("limit",))
    assert found.value.allowed == (*(name for name in filter_parameters() if name != "type"), "limit")


def test_what_no_terminal_can_show_is_told_cut_and_without_half_characters() -> None:
    error = refused("start.gte=" + "x" * 51)
    assert repr("x" * 50) in error.detail
    with pytest.raises(FilterError) as found:
        parse_filter(Given({"\ud800Ort": ["x"]}))
    assert found.value.parameter == "?Ort"


@pytest.mark.parametrize("half", [0xD800, 0xDC00, 0xDFFF])
def test_half_characters_are_refused(half: int) -> None:
    with pytest.raises(FilterError) as found:
        parse_filter(Given({"city": [chr(half)]}))
    assert (found.value.parameter, found.value.code) == ("city", "malformed")


@pytest.mark.django_db
def test_whole_characters_beside_them_are_none() -> None:
    with pytest.raises(FilterError) as found:
        parse_filter(Given({"city": ["\ud7ff\ue000"]}))
    assert found.value.code == "unknown_value"


class Given(dict[str, list[str]]):
    """A query string that nobody has decoded."""

    def getlist(self, key: str) -> list[str]:
        return self[key]


def test_a_facet_of_few_values_refuses_others_and_names_them() -> None:
    error = refused("format=unsinn,workshop")
    assert (error.parameter, error.code) == ("format", "unknown_value")
    assert error.detail == "format: 'unsinn' is no possible value."
    assert error.allowed == tuple(sorted(choices_of("format") or ()))
    assert "workshop" in error.allowed


@pytest.mark.parametrize(("count", "are_named"), [(MAX_VALUES, True), (MAX_VALUES + 1, False)])
def test_values_are_named_unless_they_are_too_many(
    count: int, are_named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = frozenset(map(str, range(count)))
    monkeypatch.setattr(grammar, "choices_of", lambda name: choices if name == "format" else None)
    assert refused("format=unsinn").allowed == (tuple(sorted(choices)) if are_named else ())


def test_a_facet_without_choices_takes_every_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "choices_of", lambda name: None)
    assert parsed("format=unsinn").facets == {"format": (("unsinn",),)}
    most = tuple(map(str, range(MAX_VALUES)))
    assert parsed("format=" + ",".join(most)).facets == {"format": (most,)}


def test_one_who_gives_a_facet_without_saying_its_values_opens_it_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    class Some:
        public_types = ("event", "news")

        def __init__(self, *known: frozenset[str] | None) -> None:
            self.known = known

        def facets_of(self, public: str) -> list[SimpleNamespace]:
            known = self.known[self.public_types.index(public)]
            return [SimpleNamespace(name="x", choices=lambda: known), SimpleNamespace(name="y", choices=lambda: None)]

    for known, expected in (
        ((frozenset("a"), frozenset("b")), frozenset("ab")),
        ((frozenset("a"), None), None),
    ):
        monkeypatch.setattr(grammar, "registry", lambda known=known: Some(*known))
        assert choices_of("x") == expected


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-31", dt.datetime(2026, 5, 30, 22, tzinfo=dt.UTC)),
        ("2026-05-31T18:00:00", dt.datetime(2026, 5, 31, 16, tzinfo=dt.UTC)),
        # An unescaped plus arrives as a space.
        ("2026-05-31T18:00:00 05:00", dt.datetime(2026, 5, 31, 13, tzinfo=dt.UTC)),
        ("2026-5-3", dt.datetime(2026, 5, 2, 22, tzinfo=dt.UTC)),
        ("9998-12-31", dt.datetime(9998, 12, 30, 23, tzinfo=dt.UTC)),
    ],
)
def test_moments_are_read_in_each_form(text: str, moment: dt.datetime) -> None:
    assert parse_filter(Given({"start.gte": [text]})).start.gte == moment


@pytest.mark.parametrize("text", ["9999-01-01", "0001-12-31"])
def test_years_that_no_other_zone_can_say_are_refused(text: str) -> None:
    assert refused(f"start.gte={text}").code == "malformed_date"
