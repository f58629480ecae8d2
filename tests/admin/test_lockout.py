"""Whoever fails to log in too often waits, is told how long, and keeps nobody else out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.admin.lockout import client_address
from cms.admin.login import one_time_login_url
from cms.content.models import HomePage

PASSWORD = "Quitte Brücke Lampe Wolke"
NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def ada(home: HomePage) -> User:
    return User.objects.create_superuser("ada", "ada@example.org", PASSWORD)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def try_to_log_in(password: str, *, name: str = "ada", address: str = "192.0.2.1", **headers: str) -> Any:
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "de", **headers})
    return client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})


def fail(times: int, **who: str) -> Any:
    return [try_to_log_in("falsch", **who) for _ in range(times)][-1]


def test_after_five_failures_even_the_right_password_waits(ada: User, clock: Any) -> None:
    assert fail(4).status_code == 200
    assert fail(1).status_code == 429
    refused = try_to_log_in(PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert not refused.wsgi_request.user.is_authenticated


def test_the_login_page_says_in_german_how_long_to_wait_where_screen_readers_hear_it(ada: User, clock: Any) -> None:
    fail(5)
    clock.shift(dt.timedelta(minutes=5, seconds=30))
    html = try_to_log_in(PASSWORD).content.decode()
    assert "Zu viele fehlgeschlagene Anmeldungen. Versuchen Sie es in 10 Minuten wieder." in html
    assert '<div class="messages" role="status">' in html
    assert 'name="password"' in html


def test_trying_on_does_not_prolong_the_wait(ada: User, clock: Any) -> None:
    fail(5)
    clock.shift(dt.timedelta(minutes=14))
    assert fail(3).status_code == 429
    clock.shift(dt.timedelta(minutes=1, seconds=1))
    assert try_to_log_in(PASSWORD).status_code == 302


def test_nobody_locks_out_somebody_else(ada: User) -> None:
    User.objects.create_superuser("bea", "bea@example.org", PASSWORD)
    fail(6)
    assert try_to_log_in(PASSWORD, address="192.0.2.2").status_code == 302
    assert try_to_log_in(PASSWORD, name="bea").status_code == 302
    assert try_to_log_in(PASSWORD).status_code == 429


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "user-agent"])
def test_a_header_that_anybody_can_send_is_no_way_around(ada: User, header: str) -> None:
    for number in range(5):
        fail(1, **{header: f"198.51.100.{number}"})
    assert try_to_log_in(PASSWORD, **{header: "198.51.100.99"}).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "remote", "said", "address"),
    [
        (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "10.0.0.1", "203.0.113.9", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "unfug", "10.0.0.1"),
        (0, "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
        (0, "2001:db8:1:2:bbbb::2", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", "0.0.0.0"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(
    proxies: int, remote: str, said: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PROXIES", proxies)
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=said)) == address


def test_a_link_that_logs_in_once_works_and_ends_the_wait(ada: User) -> None:
    fail(5)
    link = one_time_login_url(User.objects.get(pk=ada.pk))
    assert Client(REMOTE_ADDR="192.0.2.1").get(link).status_code == 302
    assert try_to_log_in(PASSWORD).status_code == 302


@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "ada"], ["axes_reset_ip", "192.0.2.1"]])
def test_a_command_lets_people_in_again(ada: User, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    fail(5)
    call_command(*command)
    assert try_to_log_in(PASSWORD).status_code == 302


def test_a_login_forgets_the_failures_before_it(ada: User) -> None:
    for _ in range(3):
        fail(4)
        assert try_to_log_in(PASSWORD).status_code == 302


def test_no_password_is_written_down(ada: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for number in range(6):
            try_to_log_in(f"beinahe-{number}-richtig")
    rows = "".join(str(row) for row in AccessAttempt.objects.values())
    assert AccessAttempt.objects.exists()
    assert "beinahe" not in rows + caplog.text


def test_visitors_and_partners_notice_nothing(ada: User) -> None:
    fail(6)
    for path in ("/", "/api/v1/events", "/robots.txt"):
        assert Client(REMOTE_ADDR="192.0.2.1").get(path).status_code == 200


def test_tests_and_scripts_log_in_as_ever(ada: User) -> None:
    assert not Client().login(username="ada", password="falsch")
    assert Client().login(username="ada", password=PASSWORD)


def guess(url: str, password: str, *, address: str = "192.0.2.1", then: str = "/") -> Any:
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "de"})
    return client.post(url, {"password": password, "return_url": then})


@pytest.fixture(params=["page", "document"])
def door(request: pytest.FixtureRequest, home: HomePage) -> Any:
    """The address at which the password of a page, or of a collection, is given; a new one each time where there are several."""
    if request.param == "document":
        collection = Collection.get_first_root_node().add_child(name="Akten")
        made = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password=PASSWORD
        )
        return lambda: reverse("wagtaildocs_authenticate_with_password", args=[made.pk])
    made = PageViewRestriction.objects.create(page=home, restriction_type="password", password=PASSWORD)
    pages = cycle(Page.objects.descendant_of(home, inclusive=True))
    return lambda: reverse("wagtailcore_authenticate_with_password", args=[made.pk, next(pages).pk])


def test_the_password_of_a_page_or_a_file_is_not_guessed_for_ever(door: Callable[[], str], clock: Any) -> None:
    assert [guess(door(), f"geraten-{number}").status_code for number in range(5)] == [200, 200, 200, 200, 429]
    refused = guess(door(), PASSWORD)
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert "Versuchen Sie es in 15 Minuten wieder." in refused.content.decode()
    assert guess(door(), PASSWORD, address="192.0.2.2").status_code == 302
    clock.shift(dt.timedelta(minutes=15, seconds=1))
    assert guess(door(), PASSWORD, then="/termine/")["Location"] == "/termine/"


def test_who_knows_the_password_of_a_page_or_a_file_starts_anew(door: Callable[[], str]) -> None:
    for _ in range(3):
        assert {guess(door(), "falsch").status_code for _ in range(4)} == {200}
        assert guess(door(), PASSWORD).status_code == 302
    assert guess(door(), PASSWORD, then="https://evil.example/")["Location"] == "/admin/"


def test_visitors_who_log_in_are_told_how_long_to_wait(ada: User, clock: Any) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": "de"})
    for _ in range(6):
        answer = client.post(reverse("wagtailcore_login"), {"username": "ada", "password": "falsch"})
    assert answer.status_code == 429
    html = answer.content.decode()
    assert "Versuchen Sie es in 15 Minuten wieder." in html
    assert "nicht erkannt" not in html
