"""The desk's pages come compressed to browsers that can unpack them, and say the same."""

from __future__ import annotations

import gzip

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cms.content.models import EventIndexPage, HomePage

pytestmark = pytest.mark.database


@pytest.fixture
def form(home: HomePage, client: Client) -> str:
    """The address of a new event's form, for who may make one."""
    client.force_login(User.objects.create_superuser("leitung", "l@example.org", "Vier-Kraniche-7"))
    return f"/admin/pages/add/content/eventpage/{EventIndexPage.objects.get(locale=home.locale).pk}/"


def test_a_form_takes_a_fraction_of_its_bytes(form: str, client: Client) -> None:
    plain, packed = client.get(form), client.get(form, headers={"accept-encoding": "gzip, deflate, br"})
    assert (packed["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert "Accept-Encoding" in packed["Vary"]
    text = gzip.decompress(packed.content).decode()
    assert text.count("<input") == plain.content.decode().count("<input") > 10
    assert len(packed.content) < len(text) / 5


def test_what_is_small_or_not_of_the_desk_is_left_to_others(form: str, client: Client) -> None:
    accepting = {"accept-encoding": "gzip"}
    assert "Content-Encoding" not in client.get("/admin/login/", headers=accepting).headers
    answer = client.get("/robots.txt", headers=accepting)
    assert "Content-Encoding" not in answer.headers
