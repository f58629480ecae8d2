"""The editor's journey: log in with the link, extend the conference's report, publish, see it everywhere; take it back."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from tests.journeys.desk import open_conference, publish
from tests.journeys.installation import Installation, within

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

BUDGET = 2.0
"""Seconds after which everybody must see what was published."""

WORDS = "Ein Verein ist kein Lückenbüßer"
NAME = "Erika Beispielhagen"
SPEAKER = "Marta Dzieciołowska"


@pytest.fixture(scope="module")
def event(installation: Installation) -> Any:
    """The conference's document before anybody touches it."""
    path = "/api/v1/events?city=halle-saale&locale=de&start.lt=2019-01-01&start.gte=2018-01-01"
    (document,) = installation.get(path).json["items"]
    return document


class World:
    """What others see of the conference: its page, its document, the changes, the search."""

    def __init__(self, installation: Installation, event: Any) -> None:
        self.get = installation.get
        self.path = event["path"]
        self.address = f"/api/v1/events/{event['id']}"
        self.id = event["id"]
        self.cursor = self._latest_cursor()
        self.etag = self.get(self.address).headers["ETag"]

    def _latest_cursor(self) -> str:
        answer = self.get("/api/v1/changes?limit=100").json
        while answer["more"]:
            answer = self.get(f"/api/v1/changes?limit=100&since={answer['next']}").json
        return str(answer["next"])

    def page_shows(self, text: str) -> bool:
        answer = self.get(quote(self.path))
        return answer.status == 200 and text in answer.body.decode()

    def document_shows(self, text: str) -> bool:
        answer = self.get(self.address, **{"If-None-Match": self.etag})
        return answer.status == 200 and answer.headers["ETag"] != self.etag and text in answer.body.decode()

    def changes(self) -> list[Any]:
        """The changes of the conference since this world was made."""
        items = self.get(f"/api/v1/changes?since={self.cursor}").json["items"]
        return [item for item in items if (item.get("id") or item["document"]["id"]) == self.id]

    def finds(self, words: str) -> bool:
        """Whether the API's search has the conference among its hits."""
        answer = self.get(f"/api/v1/search?q={quote(words)}&locale=de").json
        return any(self.id in str(hit) for hit in answer["items"])

    def search_page_shows(self, words: str) -> bool:
        """Whether the search page links the conference's page."""
        return f'href="{self.path}"' in self.get(f"/suche/?q={quote(words)}").body.decode()


def tell(text: str) -> None:
    """Prints a measurement; pytest shows it with -s, and when the test fails."""
    sys.stdout.write(f"\n  {text}")


def all_within_budget(since: float, expectations: dict[str, Callable[[], bool]]) -> None:
    """Every expectation holds before the budget, counted from one moment, is used up; says how long each took."""
    for what, holds in expectations.items():
        within(BUDGET - (time.monotonic() - since), what, holds)
        tell(f"{what}: after {time.monotonic() - since:.2f} s")


def test_the_link_logs_in_and_greets_in_german(desk: Page) -> None:
    assert urlsplit(desk.url).path == "/admin/"
    assert desk.locator("html").get_attribute("lang") == "de"
    assert desk.get_by_role("link", name="Neue Veranstaltung").is_visible()


def test_the_link_works_once_only(desk: Page, page: Page, installation: Installation) -> None:
    page.goto(installation.login)
    page.goto("/admin/")
    assert urlsplit(page.url).path == "/admin/login/"


def test_a_report_is_extended_and_seen_everywhere_within_two_seconds(
    desk: Page, installation: Installation, event: Any
) -> None:
    world = World(installation, event)
    assert not world.finds(f'"{WORDS}"')
    open_conference(desk)
    add_quote(desk)
    add_speaker(desk)
    clicked = time.monotonic()
    publish(desk)
    published = time.monotonic()
    tell(f"publishing took {published - clicked:.2f} s")
    all_within_budget(
        published,
        {
            "the page shows the quote": lambda: world.page_shows(f"„{WORDS}“"),
            "the page shows the speaker": lambda: world.page_shows(SPEAKER),
            "the document has another ETag and the quote": lambda: world.document_shows(WORDS),
            "the document names the speaker": lambda: world.document_shows(SPEAKER),
            "the changes list it": lambda: [each["change"] for each in world.changes()] == ["published"],
            "the search finds the words": lambda: world.finds(f'"{WORDS}"'),
            "the search page links the page": lambda: world.search_page_shows(WORDS),
        },
    )
    document = installation.get(world.address).json
    quote_block = document["report"][-1]
    assert quote_block["type"] == "quote"
    assert quote_block["value"]["text"] == WORDS
    assert quote_block["value"]["speaker"]["name"] == NAME
    assert document["contributions"][-1]["name"] == SPEAKER
    assert document["contributions"][-1]["roles"], "the role of the day was not taken down"


def test_the_lines_of_a_list_are_changed_moved_and_removed(desk: Page, installation: Installation, event: Any) -> None:
    lines = open_contributions(desk)
    before = chosen(lines)
    assert len(before) == len(installation.get(f"/api/v1/events/{event['id']}").json["contributions"]) > 2
    lines.nth(0).get_by_label("Funktionen an diesem Tag").fill("Erste Vorsitzende")
    lines.nth(1).get_by_role("button", name="Nach oben").click()
    lines.nth(2).get_by_role("button", name="Löschen").click()
    publish(desk)
    lines = open_contributions(desk)
    assert chosen(lines) == [before[1], before[0], *before[3:]]
    assert lines.nth(1).get_by_label("Funktionen an diesem Tag").input_value() == "Erste Vorsitzende"


def test_an_unpublished_report_is_gone_everywhere_and_comes_back(
    desk: Page, installation: Installation, event: Any
) -> None:
    world = World(installation, event)
    open_conference(desk)
    unpublish(desk)
    withdrawn = time.monotonic()
    all_within_budget(
        withdrawn,
        {
            "the page is gone": lambda: installation.get(quote(world.path)).status == 410,
            "the document is gone": lambda: installation.get(world.address).status == 410,
            "the changes carry its tombstone": lambda: (
                [(each["change"], each["reason"]) for each in world.changes()] == [("withdrawn", "unpublished")]
            ),
            "the search no longer finds it": lambda: not world.finds("Literaturhaus Asylprobleme"),
            "the search page no longer links it": lambda: not world.search_page_shows("Asylprobleme"),
        },
    )
    open_conference(desk)
    publish(desk)
    all_within_budget(
        time.monotonic(),
        {
            "the page is back": lambda: world.page_shows("Asylprobleme"),
            "the document is back": lambda: installation.get(world.address).status == 200,
            "the search finds it again": lambda: world.finds("Asylprobleme"),
        },
    )


def add_quote(desk: Page) -> None:
    """Adds a quotation at the report's end."""
    report = desk.locator("#panel-child-inhalt-report-section")
    report.get_by_role("button", name="Einen Block einfügen").last.click()
    desk.get_by_role("option", name="Zitat", exact=True).click()
    block = report.locator("[data-streamfield-child]").last
    block.get_by_label(re.compile(r"^Text\W*$")).fill(WORDS)
    block.get_by_label("Oder Name").fill(NAME)
    block.get_by_label("Funktion an diesem Tag").fill("Zuhörerin")
    block.get_by_label("Freigabe").select_option("given")


def add_speaker(desk: Page) -> None:
    """Adds a person of the archive to the contributions."""
    desk.get_by_role("tab", name="Beteiligte").click()
    contributions = desk.locator("#panel-child-beteiligte-mitwirkende-section")
    contributions.get_by_role("button", name="Beitrag hinzufügen").click()
    added = contributions.locator("[data-inline-panel-child]:not(.deleted)").last
    added.get_by_role("button", name="Person auswählen").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Suchbegriff").fill("Dzieci")
    dialog.get_by_role("link", name=SPEAKER).click()
    added.locator("select[name$=-kind]").select_option("moderation")


def open_contributions(desk: Page) -> Locator:
    """The lines of the conference's contributions."""
    open_conference(desk)
    desk.get_by_role("tab", name="Beteiligte").click()
    return desk.locator("#panel-child-beteiligte-mitwirkende-section [data-inline-panel-child]:not(.deleted)")


def chosen(lines: Locator) -> list[str]:
    """Who is chosen in the lines."""
    return lines.locator("[data-chooser-title][id$=person-title]").all_text_contents()


def unpublish(desk: Page) -> None:
    """Takes the page back by the way that the editor offers."""
    desk.get_by_role("button", name="Mehr Aktionen").last.click()
    desk.get_by_role("link", name="Veröffentlichung aufheben").last.click()
    desk.get_by_role("button", name=re.compile("^Ja")).click()
    desk.locator(".messages .success").first.wait_for()
