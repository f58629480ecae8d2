"""What editors do again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLE = re.compile(r"\(K\)EINE Rolle")


def open_conference(desk: Page) -> None:
    """Finds the conference by the desk's search and opens it."""
    open_page(desk, TITLE, words="Migrantenorganisationen Gestaltung")


def open_page(desk: Page, title: str | re.Pattern[str], *, words: str = "") -> None:
    """Finds a page of this title by the desk's search, with these words or the title's, and opens it."""
    desk.goto("/admin/")
    desk.get_by_placeholder("Alle Seiten suchen…").fill(words or str(title))
    desk.keyboard.press("Enter")
    desk.get_by_role("main").get_by_role("link", name=title).first.click()
    desk.wait_for_url("**/edit/")


def publish(desk: Page) -> None:
    """Publishes and waits until the desk says so."""
    desk.get_by_role("button", name="Mehr Aktionen").last.click()
    desk.get_by_role("button", name="Veröffentlichen", exact=True).click()
    desk.locator(".messages .success").first.wait_for()
