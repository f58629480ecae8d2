"""The archive of the matrix, built once, and what was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from cms.publishing.consumer_runner import catch_up_all
from cms.publishing.scheduled import run_due
from search import service

if TYPE_CHECKING:
    from tests.visibility.archive import Case
    from tests.visibility.surfaces import Sightings

if not apps.is_installed("plugins.press"):
    # It knows the kinds of plugins, too.
    collect_ignore_glob = ["test_matrix.py"]


@dataclass(frozen=True)
class Matrix:
    """All things, and where their words were read: by the public, and at the desk by somebody who may see nothing there."""

    cases: list[Case]
    after: Sightings
    desk: Sightings


@pytest.fixture(scope="module")
def _matrix(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Matrix]:
    """Everything is published, read, hidden each in its own way, and read again."""
    from tests.visibility.archive import cases, fill, happen, remember
    from tests.visibility.desk import look_around_desk
    from tests.visibility.surfaces import look_everywhere, warm_up

    with django_db_blocker.unblock(), _own_index(tmp_path_factory.mktemp("search")), transaction.atomic():
        found, client = cases(), Client(raise_request_exception=False)
        fill(found)
        call_command("search", "rebuild", verbosity=0)
        remember(found, client)
        before = warm_up(client)
        happen(found)
        run_due()
        catch_up_all()
        yield Matrix(found, look_everywhere(found, client, since=before.cursor), look_around_desk(found))
        transaction.set_rollback(True)


@pytest.fixture
def matrix(_matrix: Matrix, db: None) -> Matrix:
    """What was read; a test that changes anything has it taken back."""
    return _matrix


class _own_index:  # noqa: N801 - reads like a function where it is used
    """A search index that no other test has."""

    def __init__(self, folder: Path) -> None:
        self.override = override_settings(SEARCH_PATH=folder / "search.sqlite3", SEARCH_URL="")

    def __enter__(self) -> None:
        self.override.enable()
        self._forget()

    def __exit__(self, *_: object) -> None:
        self.override.disable()
        self._forget()

    @staticmethod
    def _forget() -> None:
        service.embedded.cache_clear()
        service.engine.cache_clear()
