"""What editors do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def publish(desk: Page) -> None:
    """Publishes and waits until the desk says so."""
    desk.get_by_role("button", name="Mehr Aktionen").last.click()
    desk.get_by_role("button", name="Veröffentlichen", exact=True).click()
    desk.locator(".messages .success").first.wait_for()
