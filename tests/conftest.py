"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import FileResponse
from django.utils import translation
from wagtail.models import Site

from cms.extend import activation_cache, guard
from cms.site.theming import theme

pytest_plugins = ["tests.migrated", "tests.selection"]

REQUIRED = set(filter(None, os.environ.get("LITFASS_REQUIRE", "").split(",")))


def required(engine: str) -> bool:
    """Whether this run must not skip what needs the engine."""
    return engine in REQUIRED


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """While tests are found, which loads the desk, nothing is known of plugins: the database may not be asked then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(activation_cache, "_read", activation_cache.Cached)
        activation_cache.forget()
        found = yield
    activation_cache.forget()
    return found


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking for garbage in it again and again takes an eighth of the time of most tests.

    `gc.get_objects()` knows nothing of it from then on; who looks for all signals, as leaving a plugin out does, finds those of the start
    and later ones.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[Path]:
    """The run's own data folder, removed at its end."""
    folder = Path(settings.ENV.data)
    folder.mkdir(exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def plugins_as_installed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What one test decides or breaks about plugins is unknown to the next; tests without a database know of nothing."""
    activation_cache.forget()
    # On a slow machine it would be read anew in the middle of what a test counts.
    monkeypatch.setattr(activation_cache, "SECONDS", 3600.0)
    guard._failures.clear()
    guard._paused_here.clear()
    if not request.node.get_closest_marker("database"):
        monkeypatch.setattr(activation_cache, "_read", activation_cache.Cached)
    yield
    activation_cache.forget()


@pytest.fixture(autouse=True)
def language_as_installed() -> None:
    """The test client leaves the language of its last answer behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def addresses_as_installed() -> Iterator[None]:
    """Wagtail remembers where sites are served, also what a test has changed and the database has taken back."""
    yield
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def looks_as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """How a site looks is remembered for seconds, also what a test has changed and the database has taken back."""
    theme.forget()
    # On a slow machine it would be read anew in the middle of what a test counts.
    monkeypatch.setattr(theme, "SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def sent_files_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a server does at the end of an answer; the test client only does it for bodies that were read."""
    sent: list[FileResponse] = []
    make = FileResponse.__init__

    def noted(self: FileResponse, *args: Any, **options: Any) -> None:
        make(self, *args, **options)
        sent.append(self)

    monkeypatch.setattr(FileResponse, "__init__", noted)
    yield
    for answer in sent:
        for close in answer._resource_closers:
            close()
