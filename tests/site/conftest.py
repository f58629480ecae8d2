"""A small network of German content, published through the models, and its pages as a visitor gets them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms.publishing import ledger
from cms.publishing.rebuilding import rebuild
from tests.site.page import Page
from tests.site.world import World, build_world

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)

Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    clock = patch("django.utils.timezone.now", return_value=NOW)
    with django_db_blocker.unblock(), clock, transaction.atomic():
        with ledger.bulk():
            world = build_world()
            rebuild()
        call_command("search", "rebuild", verbosity=0)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: World, db: None) -> World:
    """The network; what a test changes is taken back."""
    return _built


@pytest.fixture
def visit(world: World) -> Visit:
    """Opens an address as an anonymous visitor."""
    client = Client(raise_request_exception=False)

    def open_address(address: str, *, status: int = 200, **parameters: Any) -> Page:
        response = client.get(address, parameters)
        assert response.status_code == status, f"{address}: {response.status_code}"
        assert not client.cookies
        return Page(response)

    return open_address


@pytest.fixture
def described(visit: Visit) -> Callable[[str, str], dict[str, Any]]:
    """The JSON-LD of a page that has the given type."""

    def read(address: str, type_name: str) -> dict[str, Any]:
        found = [json.loads(text) for text in visit(address).scripts]
        return next(each for each in found if each["@type"] == type_name)

    return read
