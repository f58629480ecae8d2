"""A real editor in a real Chromium: what is missing is shown, moved, kept and never offered."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.users.models import UserProfile

from blocks import block_choices
from cms.content.models import Person, StandardPage
from cms.extend import registry
from cms.extend.points import Contributions
from cms.extend.registry import Registry
from tests.conftest import required

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 60_000
"""Milliseconds for one step, on a machine that does much else."""

GONE = {
    "type": "karteikarte",
    "value": {"titel": "„Gemeinsam“ & <b>mehr</b>\n\u2028x: y", "preis": 1.0, "groß": 12345678901234567890},
    "id": "11111111-1111-4111-8111-111111111111",
    "future": {"unknown": ["ß"]},
}
HEADING = {
    "type": "heading",
    "value": {"text": "Vorher", "level": "2", "plugin_colour": {"rgb": [1, 2.0]}},
    "id": "22222222-2222-4222-8222-222222222222",
}
AGENDA = {
    "type": "agenda",
    "value": {"items": [{"type": "item", "value": {"title": "Eröffnung", "plugin_icon": "star"}, "id": "a"}]},
    "id": "33333333-3333-4333-8333-333333333333",
}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Chromium without a window; skipped where there is none, unless it is required."""
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        (pytest.fail if required("browser") else pytest.skip)("Chromium is missing: install it, or set CHROMIUM")
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, and Django would take that for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desk(browser: Any, live_server: Any) -> Iterator[Page]:
    """A tab in which a German editor is logged in; fails if any script fails."""
    editor = get_user_model().objects.create_superuser("redaktion", "redaktion@example.org", "geheim")
    UserProfile.objects.create(user=editor, preferred_language="de")
    client = Client()
    client.force_login(editor)
    context = browser.new_context(base_url=live_server.url, locale="de-DE", viewport={"width": 1280, "height": 1000})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    context.set_default_timeout(PATIENCE)
    page, failures = context.new_page(), []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def stored(page: StandardPage) -> list[dict[str, Any]]:
    """The page's latest blocks, byte by byte as they lie in its revision."""
    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    blocks: list[dict[str, Any]] = json.loads(revision.content["body"])
    return blocks


def opened(desk: Page, page: StandardPage) -> Locator:
    """The blocks of the page in the editor."""
    desk.goto(f"/admin/pages/{page.pk}/edit/")
    blocks = desk.locator("[data-streamfield-stream-container] > [data-streamfield-child]:visible")
    blocks.first.wait_for()
    return blocks


def act(block: Locator, label: str) -> None:
    """Uses one of the small buttons in the block's head."""
    block.locator("[data-panel-controls]").first.get_by_role("button", name=label, exact=True).click()


def publish(desk: Page) -> None:
    """Publishes the page, and waits until that is said."""
    desk.locator("footer [data-w-dropdown-target='toggle'], footer .w-dropdown__toggle").last.click()
    desk.get_by_role("button", name="Veröffentlichen", exact=True).click()
    desk.locator(".messages .success").wait_for()


def test_a_missing_block_is_shown_moved_and_published_unharmed(
    desk: Page, write_page: Callable[..., StandardPage]
) -> None:
    page = write_page(HEADING, GONE, AGENDA)
    blocks = opened(desk, page)
    card = blocks.nth(1)
    assert "Baustein einer fehlenden Erweiterung" in card.inner_text()
    assert "karteikarte" in card.locator("code").inner_text()
    act(card, "Nach oben")
    blocks.nth(1).get_by_label("Text").fill("Nachher")
    publish(desk)
    kept, heading, agenda = stored(page)
    assert json.dumps(kept) == json.dumps(GONE)
    assert heading == {**HEADING, "value": {**HEADING["value"], "text": "Nachher"}}
    assert agenda["value"]["items"][0]["value"]["plugin_icon"] == "star"


def test_a_missing_block_can_be_duplicated_and_deleted(desk: Page, write_page: Callable[..., StandardPage]) -> None:
    page = write_page(GONE, HEADING)
    blocks = opened(desk, page)
    act(blocks.nth(0), "Duplizieren")
    act(blocks.nth(2), "Duplizieren")
    act(blocks.nth(0), "Löschen")
    publish(desk)
    copy, first, second = stored(page)
    assert copy["id"] != GONE["id"]
    assert {**copy, "id": GONE["id"]} == GONE
    assert first == HEADING
    assert second == {**HEADING, "id": second["id"]}


def test_a_missing_block_is_not_offered(desk: Page, write_page: Callable[..., StandardPage]) -> None:
    opened(desk, write_page(GONE))
    desk.locator("button.c-sf-add-button").first.click()
    offered = desk.locator(".w-combobox").inner_text()
    assert "Zitat" in offered
    assert "Zwischenüberschrift" in offered
    assert "fehlenden" not in offered


def test_a_block_of_a_disabled_plugin_is_not_offered_and_stays_editable(
    desk: Page, write_page: Callable[..., StandardPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    heading = next(block for block in registry().blocks if block.name == "heading")
    known = Registry({"zettel": Contributions(blocks=(replace(heading, plugin="zettel"),))})
    monkeypatch.setattr(block_choices, "registry", lambda: known)
    page = write_page(HEADING)
    blocks = opened(desk, page)
    desk.locator("button.c-sf-add-button").first.click()
    offered = desk.locator(".w-combobox").inner_text()
    assert "Zitat" in offered
    assert "Zwischenüberschrift" not in offered
    desk.keyboard.press("Escape")
    blocks.nth(0).get_by_label("Text").fill("Nachher")
    publish(desk)
    assert stored(page) == [{**HEADING, "value": {**HEADING["value"], "text": "Nachher"}}]


def test_an_editor_adds_a_quote_and_is_told_what_to_mend(
    desk: Page, write_page: Callable[..., StandardPage], person: Person
) -> None:
    page = write_page(HEADING)
    opened(desk, page)
    desk.locator("button.c-sf-add-button").last.click()
    desk.locator(".w-combobox").get_by_role("option", name="Zitat").click()
    quote = desk.locator("[data-streamfield-stream-container] > [data-streamfield-child]:visible").last
    quote.locator("[data-contentpath=text] textarea").first.fill("„Wir bleiben“")
    quote.locator("[data-contentpath=name] input").fill("Amina Beispiel")
    desk.locator("footer [data-w-dropdown-target='toggle'], footer .w-dropdown__toggle").last.click()
    desk.get_by_role("button", name="Veröffentlichen", exact=True).click()
    fault = desk.get_by_text("Entfernen Sie die Anführungszeichen")
    fault.wait_for()
    quote.locator("[data-contentpath=text] textarea").first.fill("Wir bleiben")
    publish(desk)
    _heading, added = stored(page)
    assert (added["type"], added["value"]["text"], added["value"]["name"]) == ("quote", "Wir bleiben", "Amina Beispiel")
    assert re.fullmatch(r"[0-9a-f-]{36}", added["id"])


def test_a_language_that_is_not_offered_stays_chosen(desk: Page, write_page: Callable[..., StandardPage]) -> None:
    value = {"text": "nuqneH", "kind": "direct", "name": "Worf", "role": "Gast", "release": "given", "language": "tlh"}
    page = write_page({"type": "quote", "value": value, "id": "44444444-4444-4444-8444-444444444444"})
    opened(desk, page)
    publish(desk)
    (quote,) = stored(page)
    assert quote["value"]["language"] == "tlh"
