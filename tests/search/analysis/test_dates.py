"""Dates are read as people write them, in the languages of the site."""

from __future__ import annotations

import datetime as dt

import pytest

from search.analysis.dates import MOST_DAYS, Date, named_dates, tokens_between, tokens_of


def read(text: str) -> list[str]:
    return [date.token for named in named_dates(text) for date in named.dates]


@pytest.mark.parametrize(
    "written",
    [
        "31.5.2018",
        "31.05.2018",
        "31.05.18",
        "31. 5. 2018",
        "31.\xa05.\xa02018",
        "31/5/2018",
        "5/31/2018",
        "2018-05-31",
        "31. Mai 2018",
        "31 Mai 2018",
        "31. MAI 2018",
        "Donnerstag, den 31. Mai 2018",
        "Do, 31.05.2018, 18 Uhr",
        "May 31, 2018",
        "May 31st 2018",
        "Mai. 31 2018",
        "31. Mai. 2018",
        "31.05. 2018",
        "31st of May 2018",
        "31 May 2018",
        "31 Mayıs 2018",
        "31 Mayıs 2018’de",
        "31 مايو 2018",
        "٣١ مايو ٢٠١٨",
        "31 أيار 2018",
        "31 mai 2018",
        "31 мая 2018",
        "31 травня 2018",
    ],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert read(f"Konferenz {written}") == ["2018-05-31"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018", ["2018"]),
        ("٢٠١٨", ["2018"]),
        ("31. Mai", ["--05-31"]),
        ("am 31.5. in Halle", ["--05-31"]),
        ("May 31", ["--05-31"]),
        ("Mai 2018", ["2018-05"]),
        ("05/2018", ["2018-05"]),
        ("5.2018", ["2018-05"]),
        ("2018-05", ["2018-05"]),
        ("2018 May", ["2018-05"]),
        ("Nov. 2018", ["2018-11"]),
        ("Sept 2018", ["2018-09"]),
        ("Jänner 2018", ["2018-01"]),
        ("Maerz 2018", ["2018-03"]),
        ("Kasım 2018", ["2018-11"]),
        ("تشرين الثاني 2018", ["2018-11"]),
        ("im mai", ["--05"]),
        ("im Sommer 2019", ["2019-06", "2019-07", "2019-08"]),
        ("Winter 2019/20", ["2019-12", "2020-01", "2020-02"]),
        ("Anfang 2019", ["2019-01", "2019-02", "2019-03", "2019-04"]),
        ("Mitte 2019", ["2019-05", "2019-06", "2019-07", "2019-08"]),
        ("gegen Ende 2019", ["2019-09", "2019-10", "2019-11", "2019-12"]),
        ("Ende Mai 2019", ["2019-05"]),
        ("der 2015er Workshop", ["2015"]),
        ("in den 2010er Jahren", [str(year) for year in range(2010, 2020)]),
        ("summer 2019", ["2019-06", "2019-07", "2019-08"]),
        ("2015–2018", ["2015", "2016", "2017", "2018"]),
        ("2015 bis 2017", ["2015", "2016", "2017"]),
        ("zwischen 2015 und 2017", ["2015", "2016", "2017"]),
        ("2015 und 2017", ["2015", "2017"]),
        ("2019/20", ["2019", "2020"]),
        ("21.–23. Juni 2019", ["2019-06-21", "2019-06-22", "2019-06-23"]),
        ("4. und 5. Dezember 2026", ["2026-12-04", "2026-12-05"]),
        ("29. Februar", ["--02-29"]),
        ("Fest 17.6.2017 oder 3. Mai", ["2017-06-17", "--05-03"]),
        ("30 Nov 2018", ["2018-11-30"]),
        ("5 juil. 2018", ["2018-07-05"]),
        ("5 нояб. 2018", ["2018-11-05"]),
        ("28.–30. Februar 2018", ["2018-02"]),
        ("2018 Mai 2019", ["2018", "2019-05"]),
        ("Nov. 5, 2018", ["2018-11-05"]),
        ("am 31.05. in Halle", ["--05-31"]),
        ("am 31.5., 2. Juni", ["--05-31", "--06-02"]),
        ("1/2018 und 12/2018", ["2018-01", "2018-12"]),
        ("2018-01 und 2018-12", ["2018-01", "2018-12"]),
        ("0/2018", ["2018"]),
        ("13/2018", ["2018"]),
        ("5-2018", ["2018"]),
        ("2018-00", ["2018"]),
        ("2018-13", ["2018"]),
        ("2018/05", ["2018"]),
        ("2018-05-012", ["2018-05"]),
        ("Nr. 031.5.2018", ["2018-05"]),
        ("5.31.2018", ["2018"]),
        ("Seite 31, Mai 2018", ["2018-05"]),
        ("Im Mai 5. Treffen", ["--05"]),
        ("We met. May 31 was sunny", ["--05-31"]),
        ("2018 ara", ["2018"]),
        ("die 2015er Jahre", ["2015"]),
        ("2018–2015", ["2018", "2015"]),
        ("2019/25", ["2019"]),
        ("2019-20", ["2019", "2020"]),
        ("1999/00", ["1999", "2000"]),
        ("von 2015 bis", ["2015"]),
        ("zwischen 2015 und", ["2015"]),
        ("Sommer 2015–2018", ["2015-06", "2015-07", "2015-08", "2018"]),
        ("Sommer 2015/16", ["2015-06", "2015-07", "2015-08"]),
        ("Sommer 2019 bis 2020", ["2019-06", "2019-07", "2019-08", "2020"]),
        ("Sommer 2019 Mai", ["2019-06", "2019-07", "2019-08", "--05"]),
        ("Mai bis", ["--05"]),
    ],
)
def test_what_is_less_or_more_than_a_day_is_read(written: str, expected: list[str]) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("4.–6. Dezember", [4, 5, 6]),
        ("4. - 6. Dezember", [4, 5, 6]),
        ("4. bis 6. Dezember", [4, 5, 6]),
        ("vom 4. bis zum 6. Dezember", [4, 5, 6]),
        ("zwischen 4. und 6. Dezember", [4, 5, 6]),
        ("zwischen dem 4. und dem 6. Dezember", [4, 5, 6]),
        ("4. und 6. Dezember", [4, 6]),
        ("am 4. und am 6. Dezember", [6]),
        ("4./6. Dezember", [4, 6]),
        ("December 4–6", [4, 5, 6]),
        ("December 4 to 6", [4, 5, 6]),
        ("December 4 and 6", [4, 6]),
        ("from the 4th to the 6th of December", [4, 5, 6]),
        ("du 4 au 6 décembre", [4, 5, 6]),
        ("entre le 4 et le 6 décembre", [4, 5, 6]),
        ("6.–4. Dezember", [4]),
        ("6. und 6. Dezember", [6]),
        ("30.–32. Dezember", []),
    ],
)
def test_of_two_days_all_or_both_are_read(written: str, days: list[int]) -> None:
    read_days = [date for date in read(f"{written} 2026") if date != "2026-12"]
    assert read_days == [f"2026-12-{day:02}" for day in days]


@pytest.mark.parametrize("written", ["May 31 – 2 June", "May 31 to 2 June", "May 31 and 2 June"])
def test_a_second_day_may_have_a_month_of_its_own(written: str) -> None:
    assert read(written) == ["--05-31", "--06-02"]


@pytest.mark.parametrize("written", ["vom 4.", "4. und", "4. bis", "4. bis zum", "Sommer", "zwischen dem 4. und dem"])
def test_a_text_may_end_in_the_midst_of_a_date(written: str) -> None:
    assert read(written) == []


def test_a_date_tells_where_it_stands() -> None:
    text = "Fest am 31.5. und 4.–6. Juni 2018, Winter 2019/20."
    assert [text[named.start : named.end] for named in named_dates(text)] == [
        "31.5",
        "4.–6. Juni 2018",
        "Winter 2019/20",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2.100 Menschen",
        "1.900 Stimmen",
        "Telefon 0345 12345678",
        "06108 Halle",
        "Version 2.1",
        "13. Jahrestreffen",
        "What may I bring?",
        "Sommerfest",
        "im Sommer",
        "32.13.",
        "Ara",
        "12.",
        "99/99",
        "\u00b2\u00b3",
        "Klassen 5-12",
        "Band 31.005.",
        "we may",
        "may",
        "Ende gut",
    ],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert read(written) == []


def test_a_day_that_the_calendar_lacks_is_read_as_its_month() -> None:
    assert read("30. Februar 2018") == ["2018-02"]


def test_a_date_is_as_vague_as_it_is_known() -> None:
    day = dt.date(2027, 11, 1)
    assert list(tokens_between(day, day, "year")) == ["2027"]
    assert list(tokens_between(day, day, "month")) == ["2027", "2027-11", "--11"]
    assert list(tokens_between(day, day, "minute")) == ["2027", "2027-11", "--11", "2027-11-01", "--11-01"]


def test_what_lasts_is_found_in_all_of_its_time() -> None:
    tokens = set(tokens_between(dt.date(2026, 11, 7), dt.date(2027, 1, 10), "day"))
    assert {"2026", "2027", "2026-12", "2027-01", "--12-24", "2027-01-10"} <= tokens
    assert not {"2025", "2027-02", "2027-01-11"} & tokens


def test_what_lasts_for_years_is_told_by_months() -> None:
    tokens = list(tokens_between(dt.date(2015, 1, 1), dt.date(2025, 12, 31), "day"))
    assert {"2015-01-01", "2025-12-31", "2020-02"} <= set(tokens)
    assert len(tokens) < 200


def test_days_are_told_one_by_one_up_to_a_limit() -> None:
    first = dt.date(2015, 1, 1)
    middle = "2015-07-01"
    assert middle in tokens_between(first, first + dt.timedelta(MOST_DAYS - 1), "day")
    assert middle not in tokens_between(first, first + dt.timedelta(MOST_DAYS), "day")


@pytest.mark.parametrize(
    ("date", "tokens"),
    [
        (Date(2018, 5, 31), ["2018-05-31", "--05-31", "2018-05", "--05", "2018"]),
        (Date(2018, 5), ["2018-05", "--05", "2018"]),
        (Date(2018), ["2018"]),
        (Date(None, 5, 31), ["--05-31", "--05"]),
        (Date(None, 5), ["--05"]),
    ],
)
def test_a_date_is_found_under_all_that_it_lies_in(date: Date, tokens: list[str]) -> None:
    assert list(tokens_of(date)) == tokens
