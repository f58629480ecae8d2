"""Who cannot store anything just now is told so at once, and nothing is lost but the wait."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import IntegrityError, InternalError, OperationalError, ProgrammingError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern
from wagtail.models import Site

from cms.content.initial_site import ensure_initial_site
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


@pytest.mark.django_db
def test_on_sqlite_a_request_waits_less_for_its_turn_than_what_nobody_waits_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(middleware, "PATIENCE", 0.1)
    path = str(tmp_path / "db.sqlite3")
    database: Any = DatabaseWrapper(
        {"NAME": path, "OPTIONS": {"timeout": 20}, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None}
        | {"AUTOCOMMIT": True}
    )

    def waits() -> int:
        with database.cursor() as cursor:
            return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(OperationalError), middleware.waiting_less(database), database.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    assert time.monotonic() - began < 10
    other.close()
    assert waits() == 20_000
    with middleware.waiting_less(database):
        assert waits() == 100
    database.close()


def test_a_connection_that_the_server_has_closed_is_opened_anew() -> None:
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/", "/api/v1/events", "/admin/login/"])
def test_a_database_that_goes_away_meanwhile_is_said_to_be_away(
    monkeypatch: pytest.MonkeyPatch, address: str, method: str
) -> None:
    ensure_initial_site("http://testserver")
    gone = OperationalError("database is locked, terminating connection")

    def view(request: object, *args: object, **kwargs: object) -> None:
        raise gone

    client = Client(raise_request_exception=False)
    monkeypatch.setattr(URLPattern, "resolve", found_by(URLPattern.resolve, view))
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    if address.startswith("/api/"):
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["type"].endswith("#not-ready")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["an editor", "a visitor"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    ["/", "/gibt/es/nicht.html", "/admin/", "/admin/login/", "/admin/nix/", "/feeds/nix", "/api/v1/nix", "/suche/"],
)
def test_whoever_asks_a_database_that_is_away_it_is_said_so(
    monkeypatch: pytest.MonkeyPatch, address: str, method: str, who: str, admin_client: Client
) -> None:
    """Not only views ask: who it is, and what there is instead, is found out around them."""
    client = admin_client if who == "an editor" else Client()
    client.raise_request_exception = False

    def away(*args: object, **options: object) -> None:
        raise OperationalError("database is locked, terminating connection")

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_cursor", away)
        answer = getattr(client, method)(address)
    assert answer.status_code != 500
    if answer.status_code == 503:
        assert answer.headers["Retry-After"] == "5"


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "answered"), [(302, 503), (200, 503), (403, 403)])
def test_nobody_is_told_that_something_is_stored_that_was_taken_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, said: int, answered: int
) -> None:
    def view(request: object, *args: object, **kwargs: object) -> HttpResponse:
        site = Site.objects.get(is_default_site=True)
        with suppress(IntegrityError):
            Site(hostname=site.hostname, port=site.port, root_page=site.root_page).save()
        return HttpResponse(status=said)

    monkeypatch.setattr(URLPattern, "resolve", found_by(URLPattern.resolve, view))
    answer = Client(raise_request_exception=False).post("/admin/login/")
    assert answer.status_code == answered
    assert ("was not stored" in caplog.text) == (answered == 503)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_who_it_is_cannot_be_noted_in_a_database_that_may_only_be_read(
    monkeypatch: pytest.MonkeyPatch, address: str, admin_client: Client
) -> None:
    def unwritable(*args: object, **options: object) -> None:
        raise InternalError("cannot execute UPDATE in a read-only transaction")

    admin_client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(SessionMiddleware, "process_response", unwritable)
        assert admin_client.get(address).status_code == 507


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EROFS, "Read-only file system"),
        PermissionError(errno.EACCES, "Permission denied"),
        OperationalError("attempt to write a readonly database"),
        InternalError("cannot execute UPDATE in a read-only transaction"),
    ],
)
def test_what_may_only_be_read_refuses_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, method: str
) -> None:
    def view(request: object, *args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(URLPattern, "resolve", found_by(URLPattern.resolve, view))
    answer = getattr(Client(raise_request_exception=False), method)("/admin/login/")
    if method == "get" and isinstance(error, OSError):
        assert answer.status_code == 500  # Who reads has nothing to store: a file is missing its rights.
        return
    assert answer.status_code == 507
    assert "nichts gespeichert" in answer.content.decode()
    assert "nothing can be written" in caplog.text


def found_by(resolve_: Callable[..., Any], view: Callable[..., Any]) -> Callable[..., Any]:
    """Resolves as before, to another view."""

    def found(self: URLPattern, path: str) -> Any:
        if match := resolve_(self, path):
            match.func = view
        return match

    return found


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), ProgrammingError("relation x does not exist")])
def test_a_mistake_in_a_question_is_not_taken_for_a_database_that_is_away(error: Exception) -> None:
    if connection.vendor == "sqlite" or isinstance(error, ProgrammingError):
        assert not middleware.is_away(error)


@pytest.mark.django_db(transaction=False)
def test_a_view_gets_all_that_its_address_says_and_answers_a_refusal_itself() -> None:
    def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        transaction.set_rollback(True)
        return HttpResponse(f"{request.path} {args} {kwargs}", status=400)

    answer = middleware.answered_whole(RequestFactory().post("/7/"), view, ("7",), {"way": "up"})
    assert (answer.status_code, answer.content) == (400, b"/7/ ('7',) {'way': 'up'}")
