"""A course: one date is typed, all others follow from how often it takes place; those of the holidays are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.desk import publish
from tests.journeys.installation import Installation

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

THEME = "Deutsch am Dienstag"
PLACE = re.compile("Literaturhaus")


def test_a_course_of_twelve_dates_with_two_exceptions(desk: Page, installation: Installation) -> None:
    desk.goto("/admin/")
    desk.get_by_role("link", name="Neue Veranstaltung").click()
    desk.get_by_role("textbox", name="Thema oder Titel der Veranstaltung").fill(THEME)
    desk.get_by_role("textbox", name="Vorspann").fill("Wir üben zusammen.")
    desk.get_by_role("tab", name="Termine & Ort").click()
    first = lines(desk).first
    first.get_by_role("textbox", name="Erster Tag").fill("02.03.2027")
    first.get_by_role("textbox", name="Von").fill("18:00")
    first.get_by_role("button", name="Ort auswählen").click()
    desk.get_by_role("dialog").get_by_role("link", name=PLACE).first.click()
    first.get_by_text(PLACE).wait_for()
    # From here on nothing is typed twice.
    desk.get_by_role("button", name="Letzten Termin wiederholen").click()
    desk.get_by_label("Oder wie viele Termine insgesamt").fill("14")
    desk.keyboard.press("Enter")
    for day in ("Dienstag, 30. März 2027", "Dienstag, 6. April 2027"):
        desk.get_by_label(day).uncheck()
    desk.get_by_role("button", name="Diese Termine hinzufügen").click()
    desk.get_by_text("Termine hinzugefügt: 11").wait_for()
    assert lines(desk).count() == 12
    assert lines(desk).nth(11).get_by_role("textbox", name="Erster Tag").input_value() == "01.06.2027"
    desk.get_by_role("tab", name="Beteiligte").click()
    choose_organiser(desk)
    publish(desk)
    (document,) = [
        item
        for item in installation.get("/api/v1/events?start.gte=2027-03-01&locale=de").json["items"]
        if item["theme"] == THEME
    ]
    days = [each["start"][:16] for each in document["occurrences"]]
    assert days[:6] == [f"2027-{day}T18:00" for day in ("03-02", "03-09", "03-16", "03-23", "04-13", "04-20")]
    assert len(days) == 12
    assert {each["place"]["name"] for each in document["occurrences"]} == {"Literaturhaus"}


def test_what_a_rule_lacks_is_said_beside_it_and_a_line_is_doubled(desk: Page) -> None:
    desk.goto("/admin/")
    desk.get_by_role("link", name="Neue Veranstaltung").click()
    desk.get_by_role("tab", name="Termine & Ort").click()
    desk.get_by_role("button", name="Letzten Termin wiederholen").click()
    desk.get_by_role("button", name="Termine zeigen").click()
    desk.get_by_role("alert").get_by_text("Geben Sie oben zuerst den Tag des Termins an.").wait_for()
    lines(desk).first.get_by_role("textbox", name="Erster Tag").fill("02.03.2027")
    lines(desk).first.get_by_role("textbox", name="Von").fill("18:00")
    desk.get_by_label("Bis zum").last.fill("irgendwann")
    desk.get_by_role("button", name="Termine zeigen").click()
    desk.locator("[data-recurrence-error=until]").get_by_text("gültiges Datum").wait_for()
    desk.get_by_role("button", name="Letzten Termin verdoppeln").click()
    assert lines(desk).count() == 2
    assert lines(desk).nth(1).get_by_role("textbox", name="Von").input_value() == "18:00"
    assert lines(desk).nth(1).get_by_role("textbox", name="Erster Tag").input_value() == ""


def lines(desk: Page) -> Locator:
    """The dates of the form."""
    return desk.locator("#id_occurrences-FORMS > [data-inline-panel-child]:not(.deleted)")


def choose_organiser(desk: Page) -> None:
    """The first partner that is offered."""
    desk.get_by_role("button", name="Veranstalter hinzufügen").click()
    added = desk.locator("#id_organisers-FORMS > [data-inline-panel-child]:not(.deleted)").last
    added.get_by_role("button", name=re.compile("auswählen")).first.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Suchbegriff").fill("Stadt Halle")
    dialog.get_by_role("link", name=re.compile(r"Stadt Halle")).first.click()
