"""Who is quoted bears the role of the day, whether editors write it or not (T13); another one is asked about (V8)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from cms.content.models import EventPage, Person
from tests.content import making
from tests.content.making import affiliation, event, on, published

OLD, NEW = dt.date(2019, 12, 31), dt.date(2020, 1, 1)
BLOCKS = ("quote", "statement", "speakers")


def block(kind: str, who: Person, **values: Any) -> dict[str, Any]:
    speech = {"speaker": who.pk, "name": "", "role": "", "partner": None, **values}
    if kind == "speakers":
        return {"type": kind, "value": {"title": "", "people": [speech], "portraits": False}}
    return {"type": kind, "value": {"text": "Wir bleiben.", "release": "given", **speech}}


def speech(page: EventPage) -> Any:
    """The first one of the report, as it is stored."""
    value = EventPage.objects.get(pk=page.pk).report[0].value
    return value["people"][0] if "people" in value else value


def reported(block: dict[str, Any], day: str = "2018-05-31") -> EventPage:
    page: EventPage = published(event("Damals", on(day), report=json.dumps([block])))
    return page


@pytest.fixture
def who(home: object) -> Person:
    """Somebody who was something else before 2020."""
    someone, partner = making.person(), making.partner()
    affiliation(someone, "Vorsitzender", partner, until=OLD)
    affiliation(someone, "Geschäftsführer", partner, since=NEW)
    return someone


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_role_is_that_of_the_day_of_the_event(kind: str, who: Person) -> None:
    kept = speech(reported(block(kind, who)))
    assert kept["role"] == "Vorsitzender"
    assert kept["partner"].title.startswith("Verband")
    assert speech(reported(block(kind, who), "2026-05-31"))["role"] == "Geschäftsführer"


def test_a_quote_of_another_day_bears_the_role_of_that_one(who: Person) -> None:
    assert speech(reported(block("quote", who, said_on="2021-03-01")))["role"] == "Geschäftsführer"


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_role_that_is_written_stands(kind: str, who: Person) -> None:
    kept = speech(reported(block(kind, who, role="Vorstandsvorsitzende")))
    assert kept["role"] == "Vorstandsvorsitzende"
    assert kept["partner"] is None


def test_many_long_roles_fill_the_field_and_no_more(home: object) -> None:
    someone = making.person()
    for number in range(5):
        affiliation(someone, f"{number} {'x' * 90}")
    assert len(speech(reported(block("quote", someone)))["role"]) == 2 * 92 + 2


@pytest.mark.parametrize("kind", BLOCKS)
def test_somebody_who_was_there_at_another_time_is_asked_about(kind: str, home: object) -> None:
    someone, partner = making.person(), making.partner()
    affiliation(someone, "Geschäftsführer", partner, since=NEW)
    page = reported(block(kind, someone, role="Gast", partner=partner.pk))
    assert [each.place for each in page.questions()] == ["report"]
    assert not reported(block(kind, someone, role="Gast", partner=partner.pk), "2026-05-31").questions()
