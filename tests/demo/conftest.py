"""The demo archive in a database, loaded once for this room and taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms.content.demo.loading.loaded_objects import identity
from cms.extend.identity import translated_id
from search import indexing
from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from tests.search.elastic import real_elasticsearch


class Archive:
    """The loaded archive, as one asks it from outside."""

    def __init__(self, output: str) -> None:
        self.output = output
        self._client = Client()

    def get(self, path: str) -> Any:
        """The JSON of an address below /api/v1/."""
        response = self._client.get(f"/api/v1/{path}")
        assert response.status_code == 200, f"{path}: {response.status_code} {response.content[:300]!r}"
        return response.json()

    def document(self, plural: str, ref: str, *, locale: str = "de") -> Any:
        """The document of a demo page, e.g. of `event:halle-konferenz`."""
        return self.get(f"{plural}/{translated_id(identity(ref), locale)}")

    def count(self, plural: str, query: str = "") -> int:
        """How many things a list has."""
        return int(self.get(f"{plural}?limit=1&count=exact&{query}")["count"])


@pytest.fixture(scope="package")
def archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Archive]:
    """The demo archive within a transaction that is never committed; its tests only read."""
    output = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=output)
        yield Archive(output.getvalue())
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def conference(archive: Archive) -> Any:
    """The API document of the conference in Halle (Saale)."""
    return archive.document("events", "event:halle-konferenz")


@pytest.fixture(scope="package")
def embedded(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The embedded engine with the archive in it."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("search") / "search.sqlite3")
    indexing.rebuild(engine)
    return engine


@pytest.fixture(scope="package")
def elasticsearch(archive: Archive) -> Iterator[Engine]:
    """Elasticsearch with the archive in it."""
    engine = real_elasticsearch()
    indexing.rebuild(engine)
    yield engine
    engine.clear()
