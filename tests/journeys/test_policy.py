"""No page of the desk, and nothing that an editor does there, breaks the policy; and all that Wagtail starts by scripts is started."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.desk import open_conference
from tests.journeys.installation import Installation

if TYPE_CHECKING:
    from playwright.sync_api import Page

WATCH = """document.addEventListener("securitypolicyviolation", (event) =>
    window.violated(`${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile || ""}:${event.lineNumber} ${event.sample}`)
);"""

PAGES = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/documents/multiple/add/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/groups/",
    "/admin/account/",
    "/admin/redirects/add/",
    "/admin/sites/",
    "/admin/locales/",
    "/admin/workflows/list/",
    "/admin/workflows/add/",
    "/admin/reports/site-history/",
    "/admin/reports/locked/",
    "/admin/erweiterungen/",
    "/admin/handbuch/",
    "/admin/reports/foerderung/",
    "/admin/hintergrund/",
    "/",
]


@pytest.fixture(scope="module")
def watched(desk: Page) -> Iterator[tuple[Page, list[str]]]:
    """The editor's tab, and what broke the policy in it, also in its frames."""
    found: list[str] = []
    desk.context.expose_binding("violated", lambda source, text: found.append(text))
    desk.context.add_init_script(WATCH)
    errors: list[Any] = []
    desk.on("pageerror", lambda error: found.append(f"{desk.url}: {error}"))
    yield desk, found
    assert not errors


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_desk(watched: tuple[Page, list[str]], path: str) -> None:
    desk, found = watched
    desk.goto(path)
    desk.wait_for_load_state("networkidle")
    assert found == []
    assert desk.locator("script[data-desk-start]").count() == 0


def test_an_editor_at_work(watched: tuple[Page, list[str]]) -> None:
    desk, found = watched
    open_conference(desk)
    desk.wait_for_load_state("networkidle")
    assert desk.locator("script[data-desk-start]").count() == 0
    desk.locator("[data-side-panel-toggle='preview']").first.click()
    frame = desk.frame_locator("#w-preview-iframe, [data-w-preview-target='iframe']").first
    frame.locator("h1").wait_for()
    # Dates have their calendar, lists grow, choosers open, text can be written, the preview shows the page.
    assert desk.evaluate("!!jQuery('#id_occurrences-0-start_date').data('xdsoft_datetimepicker')")
    before = desk.locator("#id_occurrences-TOTAL_FORMS").input_value()
    desk.evaluate("document.getElementById('id_occurrences-ADD').click()")
    assert desk.locator("#id_occurrences-TOTAL_FORMS").input_value() == str(int(before) + 1)
    assert desk.evaluate(f"!!jQuery('#id_occurrences-{before}-start_date').data('xdsoft_datetimepicker')")
    desk.evaluate("document.querySelector('#id_hero_image-chooser [data-chooser-action-choose]').click()")
    desk.locator(".modal-body").first.wait_for()
    desk.locator(".modal .close").first.click()
    assert desk.locator(".Draftail-Editor").count() > 0
    assert found == []


@pytest.mark.parametrize("path", ["/", "/suche/", "/api/v1/docs", "/gibt-es-nicht/"])
def test_a_page_of_the_site(page: Page, installation: Installation, path: str) -> None:
    found: list[str] = []
    page.expose_binding("violated", lambda source, text: found.append(text))
    page.add_init_script(WATCH)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert found == []
