"""The conference of 2018, announced as it was: a speaker and a place of whom nothing is known yet are made where they are chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.desk import publish
from tests.journeys.installation import Installation

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

THEME = "Wem gehört die Stadt?"
MOST = 32
"""Actions, from the desk's first page on: a click, a field filled, an option selected, a key."""


class Hands:
    """Does one thing after the other, and counts."""

    def __init__(self, desk: Page) -> None:
        self.desk = desk
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, what: Locator, text: str) -> None:
        self.actions += 1
        what.fill(text)

    def select(self, what: Locator, label: str) -> None:
        self.actions += 1
        what.select_option(label=label)

    def button(self, name: str | re.Pattern[str]) -> None:
        self.click(self.desk.get_by_role("button", name=name).locator("visible=true").first)

    def tab(self, name: str) -> None:
        self.click(self.desk.get_by_role("tab", name=name))

    @property
    def dialog(self) -> Locator:
        return self.desk.get_by_role("dialog")

    def tick(self, *names: str) -> None:
        """Chooses these, searched for where they are not to be seen, and closes the list."""
        self.dialog.get_by_role("checkbox").first.wait_for()
        for name in names:
            box = self.dialog.get_by_role("checkbox", name=name, exact=True).last
            if not box.is_visible():
                self.fill(self.dialog.get_by_label("Suchbegriff"), name)
            self.click(box)
        self.click(self.dialog.get_by_role("button", name="Auswahl bestätigen"))
        self.dialog.wait_for(state="detached")


def test_the_conference_is_announced(desk: Page, installation: Installation) -> None:
    hands = Hands(desk)
    desk.goto("/admin/")
    hands.click(desk.get_by_role("link", name="Neue Veranstaltung"))
    hands.fill(desk.get_by_role("textbox", name="Thema oder Titel der Veranstaltung"), THEME)
    hands.select(desk.get_by_role("combobox", name="Format"), "Konferenz")
    hands.fill(desk.get_by_role("textbox", name="Vorspann"), "Vereine, Stadt und Land sprechen über das Ankommen.")
    hands.tab("Termine & Ort")
    line = desk.locator("#id_occurrences-FORMS > [data-inline-panel-child]").first
    hands.fill(line.get_by_role("textbox", name="Erster Tag"), "31.5.2027")
    hands.fill(line.get_by_role("textbox", name="Von"), "10 Uhr")
    hands.click(line.get_by_role("button", name="Ort auswählen"))
    hands.fill(hands.dialog.get_by_label("Suchbegriff"), "Volkspark")
    hands.click(hands.dialog.get_by_role("button", name="„Volkspark“ neu anlegen"))
    hands.select(hands.dialog.get_by_role("combobox", name="Stadt"), "Halle (Saale)")
    hands.click(hands.dialog.get_by_role("button", name="Anlegen und auswählen"))
    line.get_by_text("Volkspark, Halle (Saale)").wait_for()
    hands.tab("Beteiligte")
    hands.button("Partner aus einer Liste wählen")
    hands.tick("Stadt Halle (Saale)", "samo.fa")
    hands.button("Personen aus einer Liste wählen")
    hands.tick("Dr. Tarek Ali", "Petra Schneutzer", "Dr. Ümit Koşan")
    hands.button("Personen aus einer Liste wählen")
    hands.fill(hands.dialog.get_by_label("Suchbegriff"), "Dr. Fatma Yıldız")
    hands.click(hands.dialog.get_by_role("button", name="„Dr. Fatma Yıldız“ neu anlegen"))
    hands.fill(hands.dialog.get_by_label("Funktion"), "Vorsitzende")
    hands.fill(hands.dialog.get_by_label("Organisation"), "Kulturbund")
    hands.click(hands.dialog.get_by_role("button", name="Anlegen und auswählen"))
    hands.dialog.wait_for(state="detached")
    publish(desk)
    hands.actions += 2
    assert hands.actions <= MOST
    (document,) = [
        item
        for item in installation.get("/api/v1/events?start.gte=2027-05-01&locale=de").json["items"]
        if item["theme"] == THEME
    ]
    (date,) = document["occurrences"]
    assert date["start"].startswith("2027-05-31T10:00")
    assert date["place"]["name"] == "Volkspark"
    assert {each["name"] for each in document["organisers"]} == {"Stadt Halle (Saale)", "samo.fa"}
    people = {each["name"]: each["roles"] for each in document["contributions"]}
    assert set(people) == {"Dr. Tarek Ali", "Petra Schneutzer", "Dr. Ümit Koşan", "Dr. Fatma Yıldız"}
    assert people["Dr. Fatma Yıldız"] == ["Vorsitzende, Kulturbund"]
