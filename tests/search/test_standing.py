"""An index is held against the ledger, and what is wrong with it is said."""

from __future__ import annotations

from typing import Any

import pytest

from cms.publishing.reading.sequence import Position, current_position, current_sequence, position_at
from search import standing
from search.analysis.vocabulary import Vocabulary
from search.engines.base import Status
from search.models import LeftOut, Rebuild
from search.standing import SLACK, compare, work
from tests.publishing.conftest import ledger
from tests.publishing.rows import Rows
from tests.search.fakes import FakeEngine

__all__ = ["ledger"]
ANOTHER = "it is built from another ledger, or from what came after a backup that was restored"
MENDED = "; the worker builds it anew, `manage.py search rebuild` at once"


@pytest.fixture
def engine(ledger: Rows, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An index of three things in German, and all that there is besides."""
    for title in ("Eins", "Zwei", "Drei"):
        ledger.add("event", title)
    engine = FakeEngine("probe")
    engine.known = Vocabulary(documents=3, readings={"de": frozenset()})
    monkeypatch.setattr(standing, "engines", lambda: (engine,))
    stands(engine)
    return engine


def stands(engine: FakeEngine, **changes: Any) -> None:
    """The index has read all of this ledger, but for the changes."""
    given = {"position": current_position(), "usable": True, "documents": 3, **changes}
    engine.stands = Status(engine.name, given.pop("documents"), **given)


def test_one_that_holds_what_the_ledger_has_is_well(engine: FakeEngine) -> None:
    found = compare(engine)
    assert (found.expected, found.left_out, found.behind, found.fault, found.outdated) == (3, 0, 0, "", False)
    assert str(found) == "probe: 3 of 3"
    assert list(work()) == []


def test_one_that_cannot_be_used_says_why(engine: FakeEngine) -> None:
    stands(engine, usable=False, detail="kein Anschluss", documents=0)
    found = compare(engine)
    assert (found.fault, found.outdated, found.expected, str(found)) == (
        "kein Anschluss",
        False,
        3,
        "probe: 0 of 3, kein Anschluss",
    )
    stands(engine, usable=False, detail="keiner da", missing=True)
    assert compare(engine).outdated


def test_one_that_is_behind_is_told_and_not_outdated(engine: FakeEngine, ledger: Rows) -> None:
    ledger.add("event", "Vier")
    ledger.add("event", "Fünf")
    LeftOut.objects.create(engine="probe", entry=ledger.add("event", "Sechs").pk, error="x")
    LeftOut.objects.create(engine="anderer", entry=ledger.add("event", "Sieben").pk, error="x")
    stands(engine, position=position_at(current_sequence() - 2))
    found = compare(engine)
    assert (found.expected, found.behind, found.left_out, found.fault) == (7, 2, 1, "")
    assert str(found) == "probe: 3 of 7, 1 left out, 2 changes behind"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"position": Position(3, "anderswo")}, ANOTHER),
        ({"position": Position(2, "anderswo")}, ANOTHER),
        ({"position": Position(4)}, ANOTHER),
        ({"documents": 2}, "it holds other things than the ledger (+1 are missing)"),
        ({"documents": 5}, "it holds other things than the ledger (-2 are missing)"),
        ({"documents": 2 * 3 + SLACK}, f"it holds other things than the ledger ({3 - 6 - SLACK} are missing)"),
        ({"documents": 2 * 3 + SLACK + 1}, "it has outgrown its vocabulary"),
    ],
    ids=str,
)
def test_one_that_following_cannot_mend_is_outdated(engine: FakeEngine, changes: dict[str, Any], fault: str) -> None:
    stands(engine, **changes)
    found = compare(engine)
    assert (found.fault, found.outdated) == (f"outdated: {fault}{MENDED}", True)


def test_what_is_left_out_is_not_missing(engine: FakeEngine, ledger: Rows) -> None:
    LeftOut.objects.create(engine="probe", entry=ledger.add("event", "Vier").pk, error="x")
    stands(engine)
    assert compare(engine).fault == ""


def test_while_it_is_behind_nothing_is_missing(engine: FakeEngine, ledger: Rows) -> None:
    ledger.add("event", "Vier")
    stands(engine, position=position_at(current_sequence() - 1))
    assert compare(engine).fault == ""


@pytest.mark.parametrize(
    ("locale", "readings", "documents", "fault"),
    [
        ("tr", {"de": frozenset()}, 3, "it has outgrown its vocabulary"),
        ("tr", {"de": frozenset(), "tr": frozenset()}, 3, ""),
        ("de-x-ls", {"de": frozenset()}, 3, ""),
        ("", {"de": frozenset()}, 3, ""),
        ("tr", {}, 0, ""),
    ],
)
def test_a_language_that_the_vocabulary_has_not_seen_outgrows_it(
    engine: FakeEngine, ledger: Rows, locale: str, readings: dict[str, frozenset[str]], documents: int, fault: str
) -> None:
    ledger.add("event", "Vier", locale=locale)
    engine.known = Vocabulary(documents=documents, readings=readings)
    stands(engine, documents=4)
    assert compare(engine).fault == (f"outdated: {fault}{MENDED}" if fault else "")


def test_what_is_wrong_stands_among_the_work_once(engine: FakeEngine, ledger: Rows) -> None:
    stands(engine, documents=2)
    (told,) = work()
    assert (told.kind, told.name, told.runs, told.failures) == ("index", "probe", False, 0)
    assert "+1 are missing" in told.last_error
    Rebuild.objects.create(engine="probe", failures=2, last_error="kein Anschluss")
    (told,) = work()
    assert (told.kind, told.name, told.failures, told.last_error) == ("index", "probe", 2, "kein Anschluss")
    Rebuild.objects.update(failures=0)
    Rebuild.objects.create(engine="anderer", failures=1, last_error="voll")
    assert [each.name for each in work()] == ["anderer", "probe"]


def test_what_is_left_out_stands_among_the_work(engine: FakeEngine, ledger: Rows) -> None:
    fest = ledger.add("event", "Fest")
    LeftOut.objects.create(engine="probe", entry=fest.pk, error="unlesbar")
    unknown = LeftOut.objects.create(engine="probe", entry="00000000-0000-0000-0000-00000000000a", error="fort")
    stands(engine, documents=2)
    told = list(work())
    assert [(each.kind, each.name, each.failures, each.last_error) for each in told] == [
        ("left out", "event Fest (probe)", 1, "unlesbar"),
        ("left out", f"{unknown.entry} (probe)", 1, "fort"),
    ]
