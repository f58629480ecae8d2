"""Each piece of the ranking decides something: with it the better answer comes first, and without it no longer does.

The second half keeps the first one honest: a piece that could be taken out unseen would not be guarded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from search.analysis.analyzer import Analyzer
from search.documents import SearchDocument
from search.engines.base import Engine
from search.engines.embedded import ranking
from search.occasions import NEAR, Days
from search.plan import Plan, plan
from search.query import SearchQuery
from tests.search.corpus import NOW, document, identity, vocabulary_of

FILLER = [
    "Abendbrot",
    "Bahnsteig",
    "Dachboden",
    "Eisdiele",
    "Gartenzaun",
    "Kirchturm",
    "Marktplatz",
    "Nebelhorn",
    "Postkarte",
    "Regenschirm",
    "Schublade",
]
Without = Callable[[Plan], Plan]


@dataclass(frozen=True)
class Case:
    """Two things, the better answer last (of two that are equal, the earlier one comes first), a question, and what decides it.

    `without` takes the piece out of the plan; `constants` are those of the engines with the values that switch it off.
    """

    worse: tuple[str, ...]
    better: tuple[str, ...]
    question: str
    without: Without = lambda asking: asking
    constants: tuple[tuple[str, Any], ...] = ()
    worse_is_not_found: bool = False
    more: tuple[str, ...] = ()
    days: tuple[dt.date, dt.date] | None = None


def flat(columns: str) -> str:
    """The same weight for title and text in the columns that count at all."""
    return ", ".join("1" if float(weight) else "0" for weight in columns.split(","))


EMBEDDED, ELASTIC = "search.engines.embedded", "search.engines.elasticsearch"
CASES = {
    "neighbours": Case(
        ("Eins", "Die rote Bank am Ufer und eine kleine alte runde Laterne"),
        ("Zwei", "Die kleine alte runde Bank am Ufer und eine rote Laterne"),
        "rote Laterne",
        without=lambda asking: replace(asking, pairs=()),
    ),
    "nouns": Case(
        ("Eins", "Gestern repariert worden ist das Dach"),
        ("Zwei", "Gestern Fahrräder gesehen vor dem Dach"),
        "Wo werden repariert meine Fahrräder",
        without=lambda asking: replace(asking, stems=tuple((stem, 1.0) for stem, _ in asking.stems)),
    ),
    "the whole title": Case(
        ("Fest", "Fest und Fest und noch ein Fest"),
        ("Das Fest", "Am Nachmittag kamen viele Leute aus der Nachbarschaft zusammen und blieben lange sitzen"),
        "das fest",
        without=lambda asking: replace(asking, title_keys=()),
    ),
    "parts of compounds": Case(
        ("Eins", "Ein Kasten"),
        ("Zwei", "Ein Laden am Ufer"),
        "Bücherladen",
        more=("Bücher Laden Bücher Laden",) * 4,
        without=lambda asking: replace(asking, parts=()),
        worse_is_not_found=True,
    ),
    "parts in titles above those in texts": Case(
        ("Eins", "Bücherladen am Ufer"),
        ("Bücherladen am Ufer", "Eins"),
        "Laden",
        more=("Bücher Laden Bücher Laden",) * 4,
        constants=(
            (f"{EMBEDDED}.ranking.WEIGHTS_MAIN", flat(ranking.WEIGHTS_MAIN)),
            (f"{ELASTIC}.asking.WORDS", ["title^8", "body", "title_parts", "body_parts", "series^3"]),
        ),
    ),
    "parts in texts": Case(
        ("Eins", "Ein Bücherladen am Ufer mit vielen alten Dingen und noch mehr neuen Sachen aus Orten in der Nähe"),
        ("Zwei", "Ein Bücherladen"),
        "Laden",
        more=("Bücher Laden Bücher Laden",) * 4,
        constants=(
            (f"{EMBEDDED}.ranking.WEIGHTS_MAIN", "5, 1, 2, 0, 0, 0, 0, 0, 3"),
            (f"{ELASTIC}.asking.WORDS", ["title^8", "body", "title_parts^3", "series^3"]),
        ),
    ),
    "relatives": Case(
        ("Eins", "Ein Kasten"),
        ("Zwei", "Die Bibliothekarin las vor"),
        "Bibliotheken",
        without=lambda asking: replace(asking, prefixes=()),
        worse_is_not_found=True,
    ),
    "relatives of short words": Case(
        ("Eins", "In Halle lag ein Boot mit weißem Salz"),
        ("Zwei", "In Halle lag ein Boot mit halleschem Salz"),
        "Halle",
        without=lambda asking: replace(asking, short_prefixes=()),
    ),
    "the exact spelling": Case(
        ("Eins", "Der Garten des Vereins"),
        ("Zwei", "Der Garten der Vereine"),
        "Vereine",
        without=lambda asking: replace(asking, spelt=()),
    ),
    "titles above texts": Case(
        ("Eins", "Laterne um Laterne"),
        ("Laterne", "Eins um eins"),
        "Laterne am Ufer",
        without=lambda asking: replace(asking, prefixes=()),
        constants=(
            (f"{EMBEDDED}.ranking.WEIGHTS_MAIN", flat(ranking.WEIGHTS_MAIN)),
            (f"{EMBEDDED}.ranking.TITLE_WORDS", 0.0),
            (f"{ELASTIC}.asking.WORDS", ["title", "body", "title_parts", "body_parts", "series"]),
        ),
    ),
    "relatives in titles above those in texts": Case(
        ("Eins", "Bibliothekarin um Bibliothekarin"),
        ("Bibliothekarin", "Eins um eins"),
        "Bibliotheken",
        constants=(
            (f"{EMBEDDED}.ranking.WEIGHTS_PREFIXES", flat(ranking.WEIGHTS_PREFIXES)),
            (f"{ELASTIC}.asking.RELATIVES", ["title_prefixes", "body_prefixes"]),
        ),
    ),
    "the name of a series": Case(
        ("Eins", "Am Abend"),
        ("Zwei", "Am Abend"),
        "Stammtischreihe",
        constants=(
            (f"{EMBEDDED}.matching.WORDS", "{title body title_parts body_parts}"),
            (f"{ELASTIC}.asking.WORDS", ["title^8", "body", "title_parts^3", "body_parts"]),
        ),
    ),
    "what is near in time": Case(
        ("Bericht vom Laternenfest", "Am Abend"),
        ("Bericht vom Laternenfest", "Am Abend"),
        "Laternenfest",
        days=(dt.date(2014, 5, 1), dt.date(2026, 5, 1)),
        without=lambda asking: replace(asking, is_dated=True),
    ),
    "what took place in the year of the month": Case(
        ("Bericht vom Laternenfest", "Am Abend"),
        ("Bericht vom Laternenfest", "Am Abend"),
        "Laternenfest Mai 2014",
        days=(dt.date(2026, 5, 1), dt.date(2014, 10, 1)),
        without=lambda asking: replace(asking, occasions=tuple(each for each in asking.occasions if each[1] != NEAR)),
    ),
    "what took place then": Case(
        ("Bericht vom Laternenfest", "Am Abend"),
        ("Bericht vom Laternenfest", "Am Abend"),
        "Laternenfest Mai 2014",
        days=(dt.date(2026, 5, 1), dt.date(2014, 5, 1)),
        without=lambda asking: replace(asking, occasions=()),
    ),
}


def things(case: Case) -> list[SearchDocument]:
    """The two, among others that have nothing to do with the question."""
    days = case.days or (NOW.date(), NOW.date())
    pair = [
        replace(document("bad", *case.worse, day=days[0], sequence=1), ages=bool(case.days)),
        replace(document("fest", *case.better, day=days[1], sequence=2), ages=bool(case.days)),
    ]
    pair = [replace(each, days=(Days(day, day),)) for each, day in zip(pair, days, strict=True)]
    if case.question == "Stammtischreihe":
        pair[1] = replace(pair[1], series=(("Stammtischreihe", None),))
    others = [(f"{one} und {other}", text) for one, other, text in zip(FILLER, FILLER[1:], FILLER[::-1], strict=False)]
    others += [("Regal", text) for text in case.more]
    return pair + [document(f"rest{at}", *texts, sequence=3 + at, kind="news") for at, texts in enumerate(others)]


def order(engine: Engine, case: Case, change: Without) -> Sequence[str]:
    names = {identity("bad"): "worse", identity("fest"): "better"}
    asking = change(plan(case.question, [Analyzer.of("de", engine.vocabulary())]))
    answer = engine.ask(asking, SearchQuery(text=case.question, now=NOW, page_size=50))
    return [names[each] for each, _ in answer.ids if each in names]


@pytest.mark.parametrize("name", CASES)
def test_the_piece_decides(empty: Engine, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    case = CASES[name]
    documents = things(case)
    empty.rebuild(documents, vocabulary_of(documents))
    assert order(empty, case, lambda asking: asking)[:1] == ["better"]
    if case.worse_is_not_found:
        assert "worse" not in order(empty, case, lambda asking: asking)
    with monkeypatch.context() as patched:
        for place, value in case.constants:
            patched.setattr(place, value)
        assert order(empty, case, case.without)[:1] != ["better"]
