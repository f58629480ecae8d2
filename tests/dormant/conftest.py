"""An installation as it was filled, and as it is without its plugin; each test module gets its own copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.dormant.installation import WITHOUT, Installation, installed


@dataclass(frozen=True)
class Filled:
    """An installation, and what was stored in it while all was well."""

    installation: Installation
    before: Any
    pages: dict[str, int]


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Filled]:
    """An installation with pages of the plugin in every state, which nobody changes."""
    pytest.importorskip("plugins.press.apps")
    with installed(tmp_path_factory.mktemp("original")) as installation:
        before = installation.step("fill")
        yield Filled(installation, before, installation.step("pages"))


@pytest.fixture(scope="module")
def filled(original: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A copy of it."""
    with installed(tmp_path_factory.mktemp("copy"), like=original.installation) as installation:
        yield Filled(installation, original.before, original.pages)


@pytest.fixture(scope="module")
def unsettled(original: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A further copy."""
    with installed(tmp_path_factory.mktemp("further"), like=original.installation) as installation:
        yield Filled(installation, original.before, original.pages)


@pytest.fixture(scope="module")
def parked(filled: Filled) -> Filled:
    """The same after a `migrate` without the plugin."""
    filled.installation.step("migrate", without=WITHOUT)
    return filled
