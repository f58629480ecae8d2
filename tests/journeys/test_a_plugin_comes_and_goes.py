"""Somebody else's plugin is installed, enabled, used, uninstalled while its content is public, and installed again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.accessibility import WAGTAIL, violations
from tests.journeys.desk import publish
from tests.journeys.installation import Installation
from tests.journeys.third_party import Environment, own_database, wheel

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.on_postgresql

TITLE = "Stadtplan der Vereine"


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The database server of this run, with a database to copy; empty on SQLite.

    It is made for the whole session, and so before a browser starts: while one runs, Django refuses to make any.
    """
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return ""
    request.getfixturevalue("django_db_setup")
    return address


@pytest.fixture
def environment(tmp_path: Path, server: str) -> Iterator[Environment]:
    """An installation of its own, on the database server of this run."""
    with ExitStack() as stack:
        settings = {}
        if server:
            settings["DATABASE_URL"] = stack.enter_context(own_database(server, f"litfass_journey_{os.getpid()}"))
        yield Environment.made(tmp_path, **settings)


def test_nothing_is_lost_when_a_plugin_goes_and_all_is_back_when_it_returns(
    environment: Environment, browser: Browser, tmp_path: Path
) -> None:
    package = wheel(tmp_path)
    environment.pip("install", "-q", "--no-deps", str(package))
    with environment.running() as installation:
        environment.manage("plugins", "enable", "atlas")
        write_a_page(desk(browser, installation), environment.step("news"))
        known = environment.step("accompany")
        documents = installation.get("/api/v1/atlas-pages").body
        assert TITLE in documents.decode()
        assert installation.get("/api/v1/atlas/count").json["types"]["atlas_page"] == 3
    stored, box = environment.step("stored"), environment.step("box", str(known["core"]))
    assert len(stored["pages"]) == 3
    assert box

    environment.pip("uninstall", "-q", "-y", "litfass-atlas")
    with environment.running() as installation:
        assert installation.get("/api/v1/atlas-pages").status == 404
        assert TITLE not in installation.get("/api/v1/search?q=Stadtplan").body.decode()
        assert TITLE not in installation.get("/sitemap.xml").body.decode()
        assert installation.get(known["core_path"]).status == 200
        page = desk(browser, installation)
        for path in admin_pages(known):
            assert page.goto(path).status < 400, path
        page.goto(f"/admin/pages/{known['page']}/edit/")
        assert violations(page, ignore=WAGTAIL) == ""
        edit_the_core_page(page, known["core"])
        assert environment.step("box", str(known["core"])) == box

    environment.pip("install", "-q", "--no-deps", str(package))
    with environment.running() as installation:
        assert installation.get("/api/v1/atlas-pages").body == documents
        assert "Gut zu wissen" in installation.get(known["core_path"]).body.decode()
        page = desk(browser, installation)
        page.goto(f"/admin/pages/{known['page']}/edit/")
        assert "Ein Entwurf" in page.locator("#id_lead").input_value()
    assert environment.step("stored") == stored


def desk(browser: Browser, installation: Installation) -> Page:
    """A tab of the administrator, logged in."""
    context = browser.new_context(locale="de-DE", base_url=installation.base, viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(installation.login)
    return page


def write_a_page(page: Page, news: int) -> None:
    """Adds a page of the plugin's type below the news, with one of its blocks, and publishes it."""
    page.goto(f"/admin/pages/{news}/add_subpage/")
    page.get_by_role("main").get_by_role("link", name=re.compile("Atlas")).first.click()
    page.locator("#id_title").fill(TITLE)
    page.get_by_role("button", name="Einen Block einfügen").first.click()
    page.get_by_role("option", name=re.compile("Atlas")).click()
    block = page.locator("[data-streamfield-child]").last
    block.locator("input[type=text]").first.fill("Hingehen")
    publish(page)


def admin_pages(known: dict[str, int]) -> list[str]:
    """Every page of the admin that lists or opens the parked page or its parent."""
    parent, page = known["parent"], known["page"]
    of_parent = ("", "edit/", "history/", "add_subpage/", "move/", "copy/", "delete/", "unpublish/", "usage/")
    of_page = ("", "edit/", "history/", "delete/", "copy/", "move/", "unpublish/", "usage/")
    return [
        "/admin/",
        "/admin/pages/search/?q=Stadtplan",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/page-types-usage/",
        *(f"/admin/pages/{parent}/{view}" for view in of_parent),
        *(f"/admin/pages/{page}/{view}" for view in of_page),
    ]


def edit_the_core_page(page: Page, key: int) -> None:
    """Changes a page that holds a block of the missing plugin, and publishes it."""
    page.goto(f"/admin/pages/{key}/edit/")
    page.get_by_text("atlas_box").first.wait_for()
    assert violations(page, ignore=WAGTAIL) == ""
    title = page.locator("#id_title")
    title.fill(f"{title.input_value()} neu")
    publish(page)
