"""A year, a month or a day in the question finds what took place then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from cms.publishing.filters import Filter
from search.analysis.analyzer import Analyzer
from search.documents import SearchDocument
from search.engines.base import Answer, Engine
from search.occasions import Days
from search.plan import plan
from search.query import SearchQuery, Sort
from tests.search.corpus import NOW, document, identity, vocabulary_of

Asked = Callable[..., Answer]


def held(
    key: str, title: str, *texts: str, days: list[tuple[str, str] | tuple[str, str, str]], **options: object
) -> SearchDocument:
    """A thing that takes place on these days."""
    spans = tuple(Days(dt.date.fromisoformat(each[0]), dt.date.fromisoformat(each[1]), *each[2:]) for each in days)
    years = {year for span in spans for year in span.years}
    made = document(key, title, *texts, **options)  # type: ignore[arg-type]
    facets = (*(facet for facet in made.facets if facet[0] != "year"), *(("year", str(year)) for year in sorted(years)))
    first = min((span.first for span in spans), default=None)
    date = dt.datetime.combine(first, dt.time(), dt.UTC) if first else None
    return replace(made, days=spans, facets=facets, date=date, starts_at=date)


THINGS = [
    # The oldest conference mentions neither its year nor its day; others mention both.
    held("frueh", "„Wer spricht für wen?“ – Konferenz in Dortmund", "Am Nachmittag.", days=[("2014-11-08", "2014-11-08")]),
    held("spaet", "„Wenn Förderung endet“ – Konferenz in Leipzig", "Seit 2014 gibt es die Konferenz; 2014 war alles neu. 8. November 2014.", days=[("2024-11-16", "2024-11-16")]),
    held("hof", "„Wem gehört der Hof?“ – Workshop", days=[("2014-09-01", "2014-09-01", "month")]),
    held("fest", "„Tag der krummen Speiche“ – Fest in Kassel", days=[("2017-06-17", "2017-06-17")]),
    held("feste", "„Fest am Förderand“ – Fest in Kiel", "Zum Fest kam 2017 niemand, zum Fest 2019 alle.", days=[("2019-06-21", "2019-06-22")]),
    held("ausstellung", "„Stimmen aus dem Kiosk“ – Ausstellung", days=[("2026-11-07", "2027-01-10")]),
    held("reihe", "„Mehrsprachig vorlesen“ – Schulung", days=[("2018-03-07", "2018-03-07"), ("2020-03-21", "2020-03-21")]),
    held("irgendwann", "„Archiv auf Reisen“", days=[("2028-01-01", "2028-01-01", "year")]),
    replace(held("rueckblick", "Rückblick auf 2019", "Was war, was bleibt.", days=[("2020-01-20", "2020-01-20")], kind="news"), days=(Days(dt.date(2020, 1, 20), dt.date(2020, 1, 20), held=False),)),
    held("partner", "Verein Nachbarschaft", "Gegründet 2014 in Dortmund, im Vereinsregister seit 2014.", days=[], kind="partner"),
    replace(held("fuenf", "Fünf Fehler", days=[("2018-11-10", "2018-11-10")]), series=(("Jahrestreffen Vielstimmig", 5),)),
    replace(held("sechs", "Auf Augenhöhe", days=[("2019-11-09", "2019-11-09")]), series=(("Jahrestreffen Vielstimmig", 6),)),
]  # fmt: skip
NAMES = {each.id: key for each, key in zip(THINGS, ["frueh", "spaet", "hof", "fest", "feste", "ausstellung", "reihe", "irgendwann", "rueckblick", "partner", "fuenf", "sechs"], strict=True)}  # fmt: skip


@pytest.fixture
def asked(empty: Engine) -> Asked:
    """Asks an archive whose things take place at many times."""
    empty.rebuild(THINGS, vocabulary_of(THINGS))

    def asked(text: str = "", **options: object) -> Answer:
        query = SearchQuery(text=text, now=NOW, page_size=20, **options)  # type: ignore[arg-type]
        return empty.ask(plan(text, [Analyzer.of("de", empty.vocabulary())]), query)

    return asked


def names(answer: Answer) -> list[str]:
    return [NAMES[each] for each, _ in answer.ids]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Konferenz 2014", "frueh"),
        ("Konferenz am 8. November 2014", "frueh"),
        ("8.11.2014", "frueh"),
        ("November 2014", "frueh"),
        ("September 2014", "hof"),
        ("Fest 2017", "fest"),
        ("17. Juni", "fest"),
        ("Fest im Sommer 2017", "fest"),
        ("Fest June 2017", "fest"),
        ("Weihnachten 24. Dezember 2026", "ausstellung"),
        ("Ausstellung Januar 2027", "ausstellung"),
        ("7.3.2018", "reihe"),
        ("Schulung 2020", "reihe"),
        ("2028", "irgendwann"),
        ("Archiv Mai 2028", "irgendwann"),
        ("Rückblick 2019", "rueckblick"),
        ("Jahrestreffen 5", "fuenf"),
        ("Jahrestreffen V", "fuenf"),
        ("6. Jahrestreffen", "sechs"),
        ("vielstimmig vi", "sechs"),
        ("Jahrestreffen 2019", "sechs"),
    ],
)
def test_what_took_place_then_comes_first(asked: Asked, typed: str, first: str) -> None:
    assert names(asked(typed))[0] == first


def test_all_of_a_year_come_before_what_merely_names_it(asked: Asked) -> None:
    found = names(asked("2014"))
    assert set(found[:2]) == {"frueh", "hof"}
    assert set(found[2:]) == {"spaet", "partner"}


def test_what_was_published_then_comes_after_what_took_place(asked: Asked) -> None:
    assert names(asked("2020")) == ["reihe", "rueckblick"]


def test_a_year_that_is_left_out_is_left_out(asked: Asked) -> None:
    assert set(names(asked("Konferenz -2024"))) == {"frueh"}


def test_what_lasts_over_new_year_stands_in_both_years(asked: Asked) -> None:
    for year in ("2026", "2027"):
        assert "ausstellung" in names(asked(filter=Filter(facets={"year": ((year,),)})))


def test_what_just_is_has_no_year_and_comes_last(asked: Asked) -> None:
    assert asked(filter=Filter(types=("partner",)), facets=("year",)).facets["year"] == {}
    for sort in (Sort.NEWEST, Sort.OLDEST, Sort.EVENT_DATE):
        assert names(asked(sort=sort))[-1] == "partner"
    assert names(asked(sort=Sort.NEWEST))[0] == "irgendwann"


def test_a_changed_date_is_forgotten(empty: Engine) -> None:
    empty.rebuild(THINGS, vocabulary_of(THINGS))
    empty.write([replace(THINGS[3], days=(Days(dt.date(2031, 1, 2), dt.date(2031, 1, 2)),), sequence=9)], [])

    def found(text: str) -> list[str]:
        asking = plan(text, [Analyzer.of("de", empty.vocabulary())])
        return names(empty.ask(asking, SearchQuery(text=text, now=NOW)))

    assert found("2.1.2031") == ["fest"]
    assert "fest" not in found("17.6.2017")


def test_each_thing_has_a_name() -> None:
    assert all(each.id == identity(NAMES[each.id]) for each in THINGS)
