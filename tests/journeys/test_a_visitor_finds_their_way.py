"""Visitors: by mouse from the front page to a partner, by search without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.installation import Installation


def test_from_the_front_page_over_the_calendar_to_a_partner(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Veranstaltungen").first.click()
    expect(page).to_have_url(re.compile("/veranstaltungen/$"))
    page.get_by_role("main").get_by_role("link", name="Wem nützt das Archiv?").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wem nützt das Archiv?")
    page.get_by_role("main").get_by_role("link", name="Dachverband Vielstimmig").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dachverband Vielstimmig")
    expect(page.get_by_role("main").get_by_text("Wem nützt das Archiv?").first).to_be_visible()


def test_the_conference_shows_what_was_known_and_no_more(page: Page) -> None:
    page.goto("/suche/?q=Literaturhaus")
    page.get_by_role("main").get_by_role("link", name="(K)EINE Rolle").first.click()
    page.wait_for_url("**/veranstaltungen/**")
    text = page.get_by_role("main").inner_text()
    assert "31. Mai 2018" in text
    assert "rund 50" in text
    assert "Literaturhaus" in text
    assert "„Asylprobleme sind unsere Probleme“" in text
    assert "Vorstandsvorsitzende" in text
    assert "0:00" not in text
    assert "00:00" not in text


def test_search_works_without_javascript(scriptless_page: Page) -> None:
    page = scriptless_page
    page.goto("/suche/")
    page.get_by_label("Suchwörter").or_(page.locator("#q")).first.fill("Kosan")
    page.locator("form[role=search] button[type=submit]").first.click()
    page.wait_for_url("**q=Kosan**")
    hit = page.get_by_role("main").get_by_role("link", name="(K)EINE Rolle").first
    expect(page.locator("mark", has_text="Koşan").first).to_be_visible()
    hit.click()
    expect(page.get_by_role("main")).to_contain_text("Dr. Ümit Koşan")


def test_the_keyboard_alone_leads_to_an_event(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.closest('a')?.getAttribute('href') ?? ''")
        if urlsplit(target).path.count("/") == 3 and "/veranstaltungen/" in target:
            break
    else:
        raise AssertionError("no event is reached with the Tab key")
    focused = page.screenshot()
    page.evaluate("window.left = document.activeElement; left.blur()")
    assert page.screenshot() != focused, "the focus is not visible"
    page.evaluate("left.focus()")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{urlsplit(target).path}")
    assert page.get_by_role("heading", level=1).count() == 1


def test_nothing_is_asked_of_third_parties_and_no_cookie_is_set(page: Page, installation: Installation) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/veranstaltungen/", "/suche/?q=Sprache", "/en/"):
        page.goto(path)
    assert {url for url in asked if not url.startswith((installation.base, "data:"))} == set()
    assert page.context.cookies() == []
