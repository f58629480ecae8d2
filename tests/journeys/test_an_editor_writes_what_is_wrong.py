"""A form that is refused opens at the first thing that is wrong, so that one goes on typing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.accessibility import WAGTAIL, violations
from tests.journeys.desk import open_conference, publish

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def new_event(desk: Page) -> Page:
    """The form of a new event, with its theme."""
    desk.goto("/admin/")
    desk.get_by_role("link", name="Neue Veranstaltung").click()
    desk.get_by_label("Thema oder Titel").fill("Zusammen wohnen")
    return desk


def refused(desk: Page) -> None:
    """Publishes by keyboard, and waits until that is refused."""
    desk.get_by_role("button", name="Mehr Aktionen").last.focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Veröffentlichen", exact=True).focus()
    desk.keyboard.press("Enter")
    desk.locator(".messages .error, .messages .critical").first.wait_for()
    desk.locator("form :focus").wait_for()


def tab(desk: Page) -> str:
    """The name of the tab that is open."""
    return desk.locator("[role=tab][aria-selected=true]").first.inner_text()


def focus(desk: Page) -> str:
    """The name of the field that has the focus, if one sees it."""
    seen = """() => {
        const {top, bottom} = document.activeElement.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight ? document.activeElement.name || document.activeElement.id : "out of sight";
    }"""
    return str(desk.evaluate(seen))


def test_the_tab_of_the_first_error_is_open_and_its_field_has_the_focus(new_event: Page) -> None:
    desk = new_event
    desk.get_by_role("tab", name="Termine & Ort").click()
    line = desk.locator("[data-inline-panel-child]:not(.deleted)").first
    line.get_by_label("Erster Tag").fill("31.05.2018")
    line.get_by_label("Letzter Tag").fill("01.05.2018")
    desk.locator("[name=registration_mail]").fill("keine Adresse")
    desk.get_by_role("tab", name="Inhalt").click()
    refused(desk)
    assert tab(desk).startswith("Termine & Ort")
    assert focus(desk) == "occurrences-0-end_date"
    assert desk.locator("[name=registration_mail]").get_attribute("aria-invalid") == "true"


def test_of_a_list_that_is_too_short_the_list_is_shown(new_event: Page) -> None:
    refused(new_event)
    assert tab(new_event).startswith("Termine & Ort")
    assert focus(new_event) == "occurrences-0-start_date"


def test_a_block_of_the_text_is_shown(desk: Page) -> None:
    open_conference(desk)
    report = desk.locator("#panel-child-inhalt-report-section")
    report.get_by_role("button", name="Einen Block einfügen").last.click()
    desk.get_by_role("option", name="Zitat", exact=True).click()
    desk.get_by_role("tab", name="Beteiligte").click()
    refused(desk)
    assert tab(desk).startswith("Inhalt")
    assert focus(desk).startswith("report-")
    assert focus(desk).endswith("-text")


def test_a_question_is_answered_by_keyboard(new_event: Page) -> None:
    desk = new_event
    desk.get_by_role("tab", name="Termine & Ort").click()
    desk.locator("[name=occurrences-0-start_date]").fill("31.05.2018")
    desk.locator("[name=registration_deadline]").fill("01.06.2018")
    refused(desk)
    assert focus(desk) == "answered"
    assert violations(desk, ignore=WAGTAIL) == ""
    desk.keyboard.press("Space")
    publish(desk)
