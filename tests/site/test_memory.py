"""Pages say the same whether the process has answered before or has just begun, whatever happens in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from cms.content import models
from cms.content.models.theme import SiteTheme
from cms.publishing.reading import memory, schedule
from cms.publishing.reading.kept_answers import KeptAnswers
from cms.publishing.reading.memory import LedgerMemory, Memory
from cms.site import cards, choices, elsewhere, kept_pages, navigation
from tests.site.conftest import NOW
from tests.site.world import World, event, on

Step = Callable[[World], object]
Pages = Callable[[], dict[str, tuple[int, str]]]

MEMORIES = (
    (cards, "_cards"),
    (schedule, "_years"),
    (navigation, "_navigations"),
    (choices, "_counts"),
    (elsewhere, "_counts"),
)


@pytest.fixture
def pages(world: World, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Reads all pages with what this process remembers, as a server does: not within the transaction of the test."""
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
    named = ("home", "events", "partners", "news", "city_programmes", "conference", "vemo", "city_programme", "home_en")
    paths = [
        *map(world.path, named),
        *(f"{world.path('events')}?{query}" for query in ("year=2018", "year=2027", "city=halle-saale", "when=past")),
        "/suche/?q=Fest",
        "/sitemap.xml",
        "/feeds/atom",
    ]
    return lambda: {path: read(path) for path in paths}


def read(path: str) -> tuple[int, str]:
    """Status and text of a page; of one that is not there, or asks who one is, the status says enough."""
    answer = Client().get(path)
    return answer.status_code, answer.content.decode() if answer.status_code == 200 else ""


def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgets all that pages are made of."""
    monkeypatch.setattr(kept_pages, "kept", KeptAnswers(most=memory.MEGABYTE))
    for module, name in MEMORIES:
        kind = type(getattr(module, name))
        monkeypatch.setattr(module, name, kind(most=1_000))


def publish(world: World, name: str, **changes: object) -> None:
    page = world[name]
    for field, value in changes.items():
        setattr(page, field, value)
    page.save_revision().publish()


def change_record(thing: models.City | models.Person, **changes: object) -> None:
    for field, value in changes.items():
        setattr(thing, field, value)
    thing.full_clean(exclude=["slug"])
    thing.save()


STEPS: dict[str, Step] = {
    "something is published": lambda world: world.add("x", "events", event("Ganz Neues", on("2027-05-05"))),
    "something of a year long past is published": lambda world: world.add(
        "x", "events", event("Ganz Altes", on("2018-02-02"), format="meeting")
    ),
    "a title is changed": lambda world: publish(world, "party", title="Fest aller Zungen"),
    "an event is cancelled": lambda world: publish(world, "vague", status="cancelled", status_note="Sturm."),
    "a page is unpublished": lambda world: world["running"].unpublish(),
    "a page is deleted": lambda world: world["party"].delete(),
    "a page is restricted": lambda world: PageViewRestriction.objects.create(
        page=world["conference"].page_ptr, restriction_type="login"
    ),
    "a page is moved": lambda world: world["party"].move(world["home"], pos="last-child"),
    "a section is renamed": lambda world: publish(world, "events", title="Was los ist"),
    "a section is unpublished": lambda world: world["news"].unpublish(),
    "a legal page is renamed": lambda world: rename_imprint(),
    "a city is renamed": lambda world: change_record(world["halle"], name="Halle an der Saale"),
    "a person takes back the consent": lambda world: change_record(world["kosan"], public_profile=False),
    "a partner is renamed": lambda world: publish(world, "vemo", title="Verband in Halle"),
    "a translation is published": lambda world: translate(world, "party", "en"),
    "the look is changed": lambda world: change_look(),
}


def change_look() -> None:
    SiteTheme.objects.update_or_create(site=Site.objects.get(), defaults={"federation": "Bund der Vielen"})


def rename_imprint() -> None:
    page = models.StandardPage.objects.get(legal_role="imprint", locale__language_code="de")
    page.title = "Wer hier spricht"
    page.save_revision().publish()


def translate(world: World, name: str, code: str) -> None:
    """Publishes the page in another language, below what is needed for that."""
    locale = world[f"home_{code}"].locale
    for each in ("events", name):
        page = world[each].copy_for_translation(locale)
        page.save_revision().publish()


@pytest.mark.parametrize("step", STEPS)
def test_what_changes_is_seen_at_once(world: World, pages: Pages, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    new_process(monkeypatch)
    before = pages()
    # What was asked for twice is answered whole.
    assert pages() == before
    assert pages() == before
    STEPS[step](world)
    after = pages()
    assert pages() == after
    assert pages() == after
    new_process(monkeypatch)
    assert pages() == after
    assert after != before


def test_the_clock_is_heeded(world: World, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, during and after each event, in both directions: a process may have answered later than now."""
    moments = [
        dt.datetime(2018, 5, 31, 10, tzinfo=dt.UTC),
        dt.datetime(2019, 6, 13, tzinfo=dt.UTC),
        dt.datetime(2026, 12, 8, 15, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2026, 12, 8, 16, tzinfo=dt.UTC),
        dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC),
        dt.datetime(2027, 4, 1, 17, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 1, tzinfo=dt.UTC),
    ]
    seen = {}
    for moment in [*moments, *reversed(moments)]:
        with patch("django.utils.timezone.now", return_value=moment):
            seen[moment] = pages()
    for moment in moments:
        new_process(monkeypatch)
        with patch("django.utils.timezone.now", return_value=moment):
            assert pages() == seen[moment], moment
    assert len({tuple(each.values()) for each in seen.values()}) == len(moments)


def test_what_is_taken_back_was_never_there(world: World, pages: Pages) -> None:
    """The next change gets the number of the one that was rolled back."""
    before = pages()
    for title in ("Erster Versuch", "Zweiter Versuch"):
        with transaction.atomic():
            world.add("x", "events", event(title, on("2027-05-05")))
            assert title in pages()[world.path("events")][1]
            transaction.set_rollback(True)
        assert pages() == before


def test_nothing_is_remembered_of_the_ledger_within_a_transaction(world: World) -> None:
    made: list[int] = []
    numbers = LedgerMemory[int](most=10)
    for _ in range(2):
        numbers.get("x", lambda: made.append(1) or len(made))  # type: ignore[func-returns-value]
    assert len(made) == 2


def test_another_ledger_and_another_state_have_other_values(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
    numbers = LedgerMemory[str](most=10)
    assert numbers.get("x", lambda: "first") == "first"
    assert numbers.get("x", lambda: "again") == "first"
    assert numbers.get("y", lambda: "another key") == "another key"
    state = memory._newest_change()
    for other in [(1, *state[1:]), (*state[:3], NOW + dt.timedelta(seconds=1)), (*state[:2], "etag", state[3])]:  # type: ignore[index]
        with monkeypatch.context() as changed:
            changed.setattr(memory, "_newest_change", lambda other=other: other)
            assert numbers.get("x", lambda other=other: str(other)) == str(other)
    assert numbers.get("x", lambda: "again") == "first"


def test_what_nobody_asks_for_is_forgotten_first() -> None:
    made: list[int] = []
    squares = Memory[int, int](most=3)

    def square(number: int) -> int:
        return squares.get(number, lambda: made.append(number) or number * number)  # type: ignore[func-returns-value]

    assert [square(each) for each in (1, 2, 3, 1, 4)] == [1, 4, 9, 1, 16]
    assert made == [1, 2, 3, 4]
    assert square(1) == 1
    assert made == [1, 2, 3, 4]
    assert square(2) == 4
    assert made == [1, 2, 3, 4, 2]


def test_several_values_are_made_together() -> None:
    asked: list[list[int]] = []
    squares = Memory[int, int](most=10)

    def make(numbers: list[int]) -> dict[int, int]:
        asked.append(numbers)
        return {number: number * number for number in numbers}

    assert squares.several([1, 2], make) == {1: 1, 2: 4}
    assert squares.several([2, 3], make) == {2: 4, 3: 9}
    assert asked == [[1, 2], [3]]
