"""Who cannot store anything just now is told so at once, and nothing is lost but the wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from cms.publishing import middleware


@contextmanager
def locked() -> Iterator[None]:
    raise OperationalError("database is locked")
    yield


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["an editor", "a visitor"])
@pytest.mark.parametrize("address", ["/admin/login/", "/admin/pages/1/edit/", "/admin/images/add/", "/suche/"])
def test_a_form_is_refused_with_what_to_do_while_something_else_is_stored(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str, who: str, admin_client: Client
) -> None:
    client = admin_client if who == "an editor" else Client()
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(middleware, "transaction", SimpleNamespace(atomic=locked))
        answer = client.post(address, {"username": "ada", "password": "x"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "nichts gespeichert" in answer.content.decode()
    assert address in caplog.text


def test_a_connection_that_the_server_has_closed_is_opened_anew() -> None:
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
