"""A running installation and a real Chromium for the journeys; skipped without Chromium unless it is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import required
from tests.journeys import installation as installations
from tests.journeys.installation import Installation
from tests.migrated import migrated

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SLOWEST_STEP = 15_000
"""Milliseconds that one click or load may take."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks everything in this room as needing a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of Chromium."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "Chromium is missing: install it, or set CHROMIUM to its path"
        if required("browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="package")
def installation(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A fresh installation with the demo archive."""
    folder = tmp_path_factory.mktemp("installation")
    migrated(folder / "data")
    running = installations.start(folder)
    yield running
    installations.stop(running.process)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def desk(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A tab of the editor, logged in with the one-time link that the installation printed."""
    context = browser.new_context(locale="de-DE", base_url=installation.base, viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(installation.login)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, installation: Installation, tmp_path: Path) -> Iterator[Page]:
    """A fresh tab of a German visitor; what it looked like at the end lies in the test's temporary folder."""
    context = browser.new_context(locale="de-DE", base_url=installation.base, viewport={"width": 1280, "height": 900})
    yield from _tab(context, tmp_path)


@pytest.fixture
def scriptless_page(browser: Browser, installation: Installation, tmp_path: Path) -> Iterator[Page]:
    """A tab in which no JavaScript runs."""
    context = browser.new_context(locale="de-DE", base_url=installation.base, java_script_enabled=False)
    yield from _tab(context, tmp_path)


def _tab(context: BrowserContext, folder: Path) -> Iterator[Page]:
    context.set_default_timeout(SLOWEST_STEP)
    page = context.new_page()
    yield page
    page.screenshot(path=folder / "last.png", full_page=True)
    context.close()
