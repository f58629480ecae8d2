"""A federation gives the site its name, logo, colours and a stylesheet at the desk, and every page can still be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import violations_in_every_view
from tests.journeys.test_everybody_can_read_it import CONFERENCE, CUT_OFF
from tests.site.test_theming import HARBOUR, HERE, NAME

FORM = "/admin/settings/content/sitetheme/"
WIDTHS = (360, 768, 1440)
PAGES = ["/", "/veranstaltungen/", CONFERENCE, "/ar/"]


@pytest.fixture(scope="module")
def editor(desk: Page) -> Iterator[Page]:
    """Another tab of the editor's."""
    tab = desk.context.new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def themed(editor: Page) -> Iterator[None]:
    """The site with the look of a federation, made in the form of the desk; as delivered again at the end."""
    editor.goto(FORM)
    delivered = {name: _value(editor, name) for name in HARBOUR}
    _fill(editor, federation=NAME, typeface="serif", stylesheet=(HERE / "harbour.css").read_text(), **HARBOUR)
    editor.get_by_role("button", name="Bild auswählen").click()
    editor.locator(".modal [data-chooser-modal-choice]").first.click()
    editor.locator(".modal").wait_for(state="hidden")
    _save(editor)
    yield
    editor.goto(FORM)
    _fill(editor, federation="", typeface="archivo", stylesheet="", **delivered)
    editor.get_by_role("button", name="Aktionen", exact=True).first.click()
    editor.get_by_role("button", name="Auswahl löschen").click()
    _save(editor)


def _value(desk: Page, name: str) -> str:
    return desk.locator(f"[name={name}]").input_value()


def _fill(desk: Page, *, typeface: str, **values: str) -> None:
    desk.locator("[name=typeface]").select_option(typeface)
    for name, value in values.items():
        desk.locator(f"[name={name}]").fill(value)


def _save(desk: Page) -> None:
    desk.get_by_role("button", name="Speichern").click()
    desk.locator(".messages .success").first.wait_for()


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("path", PAGES)
def test_a_name_of_sixty_characters_fits_by_day_and_by_night(page: Page, path: str) -> None:
    page.goto(path)
    assert page.locator(".lf-site-header img").count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == []
    assert page.locator("header").first.inner_text().count(NAME) == 1
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Georgia")
    assert violations_in_every_view(page) == {}


def test_colours_that_cannot_be_read_are_refused_and_nothing_is_lost(editor: Page) -> None:
    editor.goto(FORM)
    _fill(editor, federation=NAME, typeface="serif", brand="#ffd31a", on_brand="#ffffff")
    editor.get_by_role("button", name="Speichern").click()
    expect(editor.locator("main")).to_contain_text("Der Kontrast ist 1,4 zu 1")
    assert _value(editor, "federation") == NAME
    assert _value(editor, "on_brand") == "#ffffff"
