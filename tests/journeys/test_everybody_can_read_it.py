"""What visitors and editors see meets WCAG 2.2 AA as far as a program can tell.

The public pages of every kind, in three languages; what Litfass adds to the editors' interface; wide and narrow, light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.accessibility import WAGTAIL, violations_in_every_view, violations_on_every_tab
from tests.journeys.desk import open_conference, open_page
from tests.journeys.installation import Installation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CONFERENCE = (
    "/veranstaltungen/k-eine-rolle-der-migrantenorganisationen-zur-gestaltung-kommunaler-nachhaltiger-integration-"
    "konferenz-in-halle-saale/"
)
FRONT = ["/", "/en/", "/ar/"]
LISTS = [
    "/veranstaltungen/",
    "/veranstaltungen/?year=2018&city=halle-saale",
    "/veranstaltungen/?city=nirgends",
    "/partner/",
    "/programme-vor-ort/",
    "/meldungen/",
    "/en/events/",
    "/ar/partner/",
]
PAGES = {
    CONFERENCE: "an event with a report",
    "/veranstaltungen/zehn-jahre-vielstimmig-konferenz-in-kiel/": "one with an agenda",
    "/veranstaltungen/fest-der-sprachen-fest-in-leipzig/": "one with a gallery",
    "/veranstaltungen/wer-stand-hier-schwarze-geschichte-an-der-foerde-fachgespraech-in-kiel/": "one with a contact",
    "/veranstaltungen/foerdermittel-digital-beantragen-schulung/": "one with a document",
    "/veranstaltungen/wem-nuetzt-das-archiv-konferenz-in-dortmund/": "an announced one",
    "/veranstaltungen/kassenbuch-und-kaffeekasse-schulung-in-leipzig/": "a cancelled one",
    "/veranstaltungen/wohnung-gesucht-der-zweite-test-fachgespraech-in-kiel-neuer-termin/": "a postponed one",
    "/en/events/k-eine-rolle-conference-in-halle-saale/": "a translated one",
    "/partner/dachverband-vielstimmig/": "a partner",
    "/ar/partner/foerdeanker-kiel/": "a partner, from right to left",
    "/programme-vor-ort/gemeinsam-im-alltag-in-halle-saale/": "a programme",
    "/meldungen/konferenz-in-halle-saale-der-rueckblick-ist-da/": "news",
    "/ueber-das-netzwerk/": "a page",
}
SEARCH = [
    "/suche/",
    "/suche/?q=Sprache&city=leipzig",
    "/suche/?q=xqzzqx",
    "/suche/?person=gesa-luettringhoff",
    "/suche/?year=niemals",
    "/en/search/?q=language",
    "/ar/search/?q=Kiel",
]
PRESS = "/meldungen/wem-nuetzt-das-archiv-dachverband-laedt-nach-dortmund/"
SEVERAL_DATES = "Vorstand werden, Mensch bleiben"
PAGES_IN_THE_DESK = [
    "Dachverband Vielstimmig",
    "Gemeinsam im Alltag in Halle (Saale)",
    "71 Wörter für danke",
    "Impressum",
    "Veranstaltungen",
]
RECORDS = ["person", "city", "place", "topic", "programme", "series"]
MISSING = ["/gibt-es-nicht/", "/ar/gibt-es-nicht/"]
NARROWEST = 320
"""A window of 1280 pixels at a zoom of 400 %."""
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
"""The spacing of text that a reader may set (WCAG 1.4.12)."""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
    const cuts = getComputedStyle(element).overflowX !== 'visible' && !element.classList.contains('lf-visually-hidden')
    return cuts && element.scrollWidth > element.clientWidth + 1
}).map(element => element.className)"""


@pytest.fixture(scope="module")
def reader(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A tab in which nothing moves, and into which a reader may bring styles."""
    context = browser.new_context(locale="de-DE", base_url=installation.base, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def editor(desk: Page) -> Iterator[Page]:
    """Another tab of the editor's."""
    tab = desk.context.new_page()
    tab.emulate_media(reduced_motion="reduce")
    yield tab
    tab.close()


@pytest.mark.parametrize("path", [*FRONT, *LISTS, *PAGES, *SEARCH])
def test_every_kind_of_page_meets_the_rules(reader: Page, path: str) -> None:
    assert reader.goto(path).status == 200
    assert violations_in_every_view(reader) == {}


@pytest.mark.parametrize("path", MISSING)
def test_a_page_that_is_missing_meets_the_rules(reader: Page, path: str) -> None:
    assert reader.goto(path).status == 404
    assert violations_in_every_view(reader) == {}


@pytest.mark.plugin("press")
def test_a_press_release_meets_the_rules(reader: Page) -> None:
    assert reader.goto(PRESS).status == 200
    assert violations_in_every_view(reader) == {}


def test_the_reference_of_the_api_meets_the_rules_and_lets_one_try(reader: Page) -> None:
    reader.goto("/api/v1/docs")
    for entry in ("list_events", "Topic"):
        reader.locator(f"article:has(#{entry}) summary").click()
    assert violations_in_every_view(reader) == {}
    reader.locator("#list_events-city").fill("kiel")
    reader.locator("#list_events-limit").press("Enter")
    reader.wait_for_url("**/api/v1/events?city=kiel")
    reader.goto("/api/v1/docs")
    reader.locator("article:has(#read_cities) summary").click()
    reader.locator("#read_cities-id").fill("gibt/es nicht")
    reader.locator("#read_cities-id").press("Enter")
    reader.wait_for_url("**/api/v1/cities/gibt%2Fes%20nicht?")


def test_the_login_meets_the_rules(reader: Page) -> None:
    reader.goto("/admin/login/")
    assert violations_in_every_view(reader) == {}


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/erweiterungen/",
        "/admin/handbuch/",
        "/admin/reports/foerderung/",
        "/admin/hintergrund/",
        "/admin/snippets/content/person/add/",
    ],
)
def test_the_desk_meets_the_rules(editor: Page, path: str) -> None:
    editor.goto(path)
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}


def test_the_form_of_an_event_with_its_blocks_meets_the_rules(editor: Page) -> None:
    open_conference(editor)
    assert violations_on_every_tab(editor, ignore=WAGTAIL) == {}


def test_the_dates_of_an_event_meet_the_rules_while_they_are_entered(editor: Page) -> None:
    open_page(editor, SEVERAL_DATES)
    editor.get_by_role("tab", name="Termine & Ort").click()
    editor.get_by_role("button", name="Termin hinzufügen").click()
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}
    for name in ("start_date", "start_time"):
        editor.locator(f"[name=occurrences-0-{name}]").click()
        editor.locator(".xdsoft_datetimepicker").filter(visible=True).wait_for()
        assert violations_in_every_view(editor, ignore=WAGTAIL) == {}
    editor.locator("[role=tabpanel]:not([hidden]) [data-panel-toggle]").evaluate_all(
        "toggles => toggles.forEach(toggle => toggle.click())"
    )
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}


def test_the_form_of_a_new_event_meets_the_rules(editor: Page) -> None:
    open_page(editor, "Veranstaltungen")
    editor.goto(editor.url.replace("/edit/", "/").replace("/pages/", "/pages/add/content/eventpage/"))
    assert violations_on_every_tab(editor, ignore=WAGTAIL) == {}


@pytest.mark.parametrize(
    ("tab", "line", "button"),
    [
        ("Beteiligte", "Beitrag hinzufügen", "Person auswählen"),
        ("Beteiligte", "", "Personen aus einer Liste wählen"),
        ("Beteiligte", "Beitrag hinzufügen", "Seite auswählen (Partner)"),
        ("Termine & Ort", "", "Ort auswählen"),
        ("Inhalt", "", "Bild auswählen"),
    ],
)
def test_the_dialogs_in_which_one_chooses_meet_the_rules(editor: Page, tab: str, line: str, button: str) -> None:
    editor.goto("/admin/")
    editor.get_by_role("link", name="Neue Veranstaltung").click()
    editor.get_by_role("tab", name=tab).click()
    if line:
        editor.get_by_role("button", name=line).click()
    editor.get_by_role("button", name=button).first.click()
    editor.get_by_role("dialog").get_by_role("link").first.wait_for()
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}


def test_what_is_missing_is_made_in_a_dialog_that_meets_the_rules(editor: Page) -> None:
    editor.goto("/admin/")
    editor.get_by_role("link", name="Neue Veranstaltung").click()
    editor.get_by_role("tab", name="Beteiligte").click()
    editor.get_by_role("button", name="Personen aus einer Liste wählen").click()
    dialog = editor.get_by_role("dialog")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_label("Suchbegriff").fill("Petra")
    way = dialog.get_by_role("button", name="„Petra“ neu anlegen")
    way.wait_for()
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}
    way.click()
    dialog.get_by_role("textbox", name="Nachname").fill("")
    dialog.get_by_role("button", name="Anlegen und auswählen").click()
    dialog.get_by_text("Dieses Feld ist erforderlich.").wait_for()
    assert violations_in_every_view(editor, ignore=WAGTAIL) == {}


@pytest.mark.parametrize("title", PAGES_IN_THE_DESK)
def test_every_tab_of_every_type_of_page_meets_the_rules(editor: Page, title: str) -> None:
    open_page(editor, title)
    assert violations_on_every_tab(editor, ignore=WAGTAIL) == {}


@pytest.mark.parametrize("record", RECORDS)
def test_every_form_of_a_record_meets_the_rules(editor: Page, record: str) -> None:
    editor.goto(f"/admin/snippets/content/{record}/add/")
    assert violations_on_every_tab(editor, ignore=WAGTAIL) == {}


@pytest.mark.parametrize("path", [*FRONT, "/veranstaltungen/", CONFERENCE, "/partner/", "/suche/?q=Sprache"])
@pytest.mark.parametrize("spacing", [None, SPACED], ids=["plain", "spaced"])
def test_at_four_hundred_percent_nothing_is_cut_off(reader: Page, path: str, spacing: str | None) -> None:
    reader.set_viewport_size({"width": NARROWEST, "height": 800})
    reader.goto(path)
    if spacing:
        reader.add_style_tag(content=spacing)
    assert reader.evaluate("document.documentElement.scrollWidth") == NARROWEST
    assert reader.evaluate(CUT_OFF) == []
