"""What editors do again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLE = re.compile(r"\(K\)EINE Rolle")


def open_conference(desk: Page) -> None:
    """Finds the conference by the desk's search and opens it."""
    desk.goto("/admin/")
    desk.get_by_placeholder("Alle Seiten suchen…").fill("Migrantenorganisationen Gestaltung")
    desk.keyboard.press("Enter")
    desk.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    desk.wait_for_url("**/edit/")


def publish(desk: Page) -> None:
    """Publishes and waits until the desk says so."""
    desk.get_by_role("button", name="Mehr Aktionen").last.click()
    desk.get_by_role("button", name="Veröffentlichen", exact=True).click()
    desk.locator(".messages .success").first.wait_for()
