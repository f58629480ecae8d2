"""The link that lets the first editor in."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.admin.login import one_time_login_url, tokens
from cms.launch.editor import one_time_login


def path(url: str) -> str:
    assert url.startswith("http://testserver/admin/einmal/")
    return urlsplit(url).path


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("redaktion")


def test_it_leads_to_the_desk(user: User) -> None:
    client = Client()
    response = client.get(path(one_time_login_url(user)), follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert response.context["user"] == user


def test_it_works_once(user: User) -> None:
    link = path(one_time_login_url(user))
    Client().get(link)
    second = Client()
    response = second.get(link, follow=True, headers={"accept-language": "de"})
    assert response.redirect_chain[-1][0].startswith("/admin/login/")
    assert "schon benutzt" in response.content.decode()


def test_it_works_once_even_within_one_second(user: User) -> None:
    """Django's own tokens know logins by the second only."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now().replace(microsecond=1))
    user.refresh_from_db()
    token = tokens.make_token(user)
    user.last_login = user.last_login.replace(microsecond=2)  # type: ignore[union-attr]
    assert not tokens.check_token(user, token)


def test_it_ends_with_any_other_login(user: User) -> None:
    link = path(one_time_login_url(user))
    Client().force_login(user)
    assert "login" in Client().get(link, follow=True).redirect_chain[-1][0]


def test_it_is_no_use_to_someone_who_was_shut_out(user: User) -> None:
    link = path(one_time_login_url(user))
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    client.get(link)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("link", ["x/y", "MQ/y", "%FF/y", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/y", "MQ/cxyz-00"])
def test_a_made_up_link_opens_nothing(user: User, link: str) -> None:
    client = Client()
    response = client.get(f"/admin/einmal/{link}/")
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_it_is_not_kept_by_any_cache(user: User) -> None:
    assert "no-store" in Client().get(path(one_time_login_url(user)))["Cache-Control"]


def test_the_first_editor_reads_german(db: None) -> None:
    client = Client()
    response = client.get(path(one_time_login()), follow=True, headers={"accept-language": "en"})
    assert "Ihr Schreibtisch" in response.content.decode()
    assert "<title>Dashboard - Litfass" in response.content.decode().replace("\n", "")
