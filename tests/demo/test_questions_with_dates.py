"""Asked for a time, the archive answers with what took place then; no text of these events says when they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from cms.content.demo.loading.loaded_objects import identity
from cms.extend.identity import translated_id
from cms.publishing.reading.filters import Filter
from search.analysis.analyzer import Analyzer
from search.engines.base import Engine
from search.plan import plan
from search.query import SearchQuery

pytestmark = pytest.mark.django_db

Rank = Callable[[str, str], int]

QUESTIONS = {
    "Konferenz 2014": "vielstimmig-1",
    "Fest 2017": "tag-der-krummen-speiche",
    "Veranstaltung im November 2016": "vielstimmig-3",
    "Workshop am 10. März 2018": "frauen-gruenden",
    "Samstag, 13.11.2021": "vielstimmig-8",
    "Fest in Kiel im Sommer 2019": "fest-am-foerderand",
    "Fachgespräch Kiel 2023": "wohnen-fuer-neue",
    "Vereinswerkstatt III": "vereinswerkstatt-3",
    "5. Jahrestreffen Vielstimmig": "vielstimmig-5",
    "Erzählcafé Oktober 2022": "erzaehlcafe-3",
    "Schulung Februar 2021": "foerdermittel-digital",
    "Lichterweg 2027": "lichterweg-2027",
    "Kassel Januar 2027": "stimmen-aus-dem-kiosk",
}
OTHERS = {
    "31. Mai": "halle-konferenz",
    "31.5.2018": "halle-konferenz",
    "conference May 2018": "halle-konferenz",
    "31 Mayıs 2018": "halle-konferenz",
    "Jahrestreffen XIII": "vielstimmig-13",
    "Frauenkonferenz 2027": "frauenkonferenz-2027",
    "Sitzung 2022": "vielstimmig-9",
    "21. bis 22. Juni 2019": "fest-am-foerderand",
    "Archiv 2027": "archivreise-2027",
}


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def rank(request: pytest.FixtureRequest, archive: object) -> Callable[[str, str], int]:
    """The rank of the event that is right; 0 beyond the first ten."""
    engine: Engine = request.getfixturevalue(request.param)

    def rank(question: str, key: str) -> int:
        asking = plan(question, [Analyzer.of("de", engine.vocabulary())])
        query = SearchQuery(text=question, filter=Filter(locale="de"), now=timezone.now())
        found = [each for each, _ in engine.ask(asking, query).ids]
        right = translated_id(identity(f"event:{key}"), "de")
        return found.index(right) + 1 if right in found else 0

    return rank


def test_thirteen_questions_have_the_right_event_among_the_first_three_and_mostly_first(rank: Rank) -> None:
    ranks = {question: rank(question, key) for question, key in QUESTIONS.items()}
    assert len(ranks) == 13
    assert sum(0 < each <= 3 for each in ranks.values()) == 13, ranks
    assert sum(each == 1 for each in ranks.values()) == 13, ranks


@pytest.mark.parametrize(("question", "key"), OTHERS.items())
def test_other_ways_to_ask_have_it_first(rank: Rank, question: str, key: str) -> None:
    assert rank(question, key) == 1


def test_a_year_finds_each_of_its_events_first(rank: Rank) -> None:
    assert {rank("2018", key) for key in ("halle-konferenz", "frauen-gruenden", "vielstimmig-5")} == {1, 2, 3}
