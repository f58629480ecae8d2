"""Visitors get the same page as ever, only sooner; who is signed in, and what plugins have a part in, is answered each time."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cms.extend.guard import Guarded
from cms.publishing.reading import memory
from cms.publishing.reading.kept_answers import KeptAnswers
from cms.site import kept_pages
from cms.site.templatetags import regions
from tests.site.world import World

NAMED = ("home", "events", "conference", "partners", "vemo", "news", "city_programme", "home_en")

Ask = Callable[..., Any]


@pytest.fixture
def ask(world: World, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks as a visitor whom this process has not answered yet."""
    monkeypatch.setattr(kept_pages, "kept", KeptAnswers(most=memory.MEGABYTE))
    return lambda path, **headers: Client().get(path, headers=headers)


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a server does, which reads without a transaction."""
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))


@pytest.mark.usefixtures("serving")
@pytest.mark.parametrize("name", NAMED)
def test_who_asks_for_the_third_time_costs_one_query(
    ask: Ask, world: World, name: str, django_assert_max_num_queries: Any
) -> None:
    path = world.path(name)
    first = ask(path)
    ask(path)
    with django_assert_max_num_queries(1):
        again = ask(path)
    assert (again.status_code, again.headers, again.content) == (200, first.headers, first.content)
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    with django_assert_max_num_queries(1):
        same = ask(path, if_none_match=first["ETag"])
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_page_is_compressed_for_those_who_can_unpack_it(
    ask: Ask, world: World, is_kept: bool, request: pytest.FixtureRequest
) -> None:
    if is_kept:
        request.getfixturevalue("serving")
    path = world.path("conference")
    plain = ask(path)
    for _ in range(3):
        packed = ask(path, accept_encoding="gzip, br")
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == plain["ETag"][:-1] + '-gzip"'
        assert "Accept-Encoding" in packed["Vary"]
        same = ask(path, accept_encoding="gzip", if_none_match=packed["ETag"])
        assert (same.status_code, same["ETag"]) == (304, packed["ETag"])
        assert ask(path).content == plain.content


@pytest.mark.usefixtures("serving")
def test_who_is_signed_in_sees_their_own(ask: Ask, world: World) -> None:
    path = world.path("conference")
    for _ in range(3):
        ask(path)
    client = Client()
    client.force_login(User.objects.create_superuser("leitung", "l@example.org", "Vier-Kraniche-7"))
    own = client.get(path)
    assert "wagtail-userbar" in own.content.decode()
    assert "ETag" not in own.headers
    assert "wagtail-userbar" not in ask(path).content.decode()


@pytest.mark.usefixtures("serving")
def test_a_page_with_a_part_of_a_plugin_is_made_each_time(
    ask: Ask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter(range(10))
    part = Guarded("zusatz", "regions.x", lambda: f"Teil {next(told)}")
    added = SimpleNamespace(plugin="zusatz", types=(), name="x")
    monkeypatch.setattr(regions, "registry", lambda: SimpleNamespace(regions={"footer": (added,)}))
    monkeypatch.setattr(regions, "is_enabled", lambda *given: True)
    monkeypatch.setattr(regions, "_rendered", lambda *given: part())
    seen = [ask(world.path("conference")) for _ in range(4)]
    assert [f"Teil {number}" in each.content.decode() for number, each in enumerate(seen)] == [True] * 4
    assert not any("ETag" in each.headers for each in seen)


@pytest.mark.usefixtures("serving")
@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/suche/?q=Fest", "/robots.txt"])
def test_what_is_no_published_page_has_no_tag(ask: Ask, path: str) -> None:
    assert all("ETag" not in ask(path).headers for _ in range(3))


@pytest.mark.usefixtures("serving")
def test_hosts_that_are_not_served_are_told_so(ask: Ask, world: World) -> None:
    for _ in range(3):
        ask(world.path("home"))
    assert ask(world.path("home"), host="anderswo.example").status_code == 400
