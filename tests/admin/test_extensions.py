"""Administrators see what each plugin brings and how it fares, switch it for a site, and let paused points run again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.content.models import HomePage
from cms.dormant.models import KnownPlugin
from cms.dormant.ownership import Owned
from cms.extend import activation_cache, guard, is_enabled, registry
from cms.extend.activation import CannotSwitch
from cms.extend.discovery import Discovery, Left
from cms.extend.models import PausedPoint
from cms.extend.registry import DuplicateName
from cms.publishing import plugin_switching
from tests.kit.placeholder import owning
from tests.loaded import require

require("press")

PAGE = "/admin/erweiterungen/"


@pytest.fixture
def boss(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A superuser's browser."""
    owning(monkeypatch, press=Owned(pages=1, blocks=3))
    client = Client()
    client.force_login(User.objects.create_superuser("leitung", "l@example.org", "geheim"))
    return client


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the documents were to be built anew."""
    asked: list[str] = []
    monkeypatch.setattr(plugin_switching, "enqueue_after_commit", lambda task: asked.append("all"))
    return asked


def seen(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def switch(client: Client, to: str, slug: str = "press") -> Any:
    site = Site.objects.get(is_default_site=True)
    return client.post(f"{PAGE}{slug}/", {"site": site.pk, "to": to}, follow=True)


def test_each_plugin_is_shown_with_what_it_brings_and_owns(boss: Client) -> None:
    html = seen(boss)
    assert "<h1" in html
    assert html.count("csrfmiddlewaretoken") >= html.count('method="post"') > 0
    for text in ("Presse", "1.0, Vertrag 1", "press_contact", "press_reach", "1 Seite", "3 Bausteine", "eingeschaltet"):
        assert text in html


def test_a_plugin_is_switched_at_once_and_documents_are_built_anew(boss: Client, rebuilt: list[str]) -> None:
    site = Site.objects.get(is_default_site=True)
    html = switch(boss, "off").content.decode()
    assert "„Presse“ ist für" in html
    assert not is_enabled("press", site.pk)
    assert 'value="on"' in html
    switch(boss, "on")
    assert is_enabled("press", site.pk)
    assert rebuilt == ["all", "all"]


def test_a_refusal_says_why_in_german(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry().dropped, "press", DuplicateName("block", "zitat").reason)
    told = switch(boss, "on").content.decode()
    assert "trägt nichts bei: der Name zitat (Baustein) ist schon vergeben; wählen Sie einen anderen." in told


def test_a_refusal_is_told_and_nothing_is_built(
    boss: Client, rebuilt: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(slug: str, site: int) -> bool:
        raise CannotSwitch("Der Verteiler fehlt.")

    monkeypatch.setattr(plugin_switching, "disable", refuse)
    assert "Der Verteiler fehlt." in switch(boss, "off").content.decode()
    assert rebuilt == []


@pytest.mark.parametrize("site", ["", "0", "Halle"])
def test_a_site_that_is_not_there_is_not_found(boss: Client, rebuilt: list[str], site: str) -> None:
    assert boss.post(f"{PAGE}press/", {"site": site, "to": "off"}).status_code == 404
    assert rebuilt == []


def test_switching_needs_a_form_of_this_site(boss: Client) -> None:
    assert boss.get(f"{PAGE}press/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="leitung"))
    assert strict.post(f"{PAGE}press/", {"site": 1, "to": "off"}).status_code == 403


def test_a_paused_point_is_told_on_every_page_and_resumed(boss: Client, rebuilt: list[str]) -> None:
    PausedPoint.objects.create(plugin="press", point="facets.press_reach.values", reason="ValueError('Stadt fehlt')")
    activation_cache.forget()
    home = seen(boss, reverse("wagtailadmin_home"))
    assert "Eine Erweiterung arbeitet nicht wie vorgesehen: Presse." in home
    assert f'href="{PAGE}"' in home
    html = seen(boss)
    assert "facets.press_reach.values" in html
    assert "Letzter Fehler: ValueError(&#x27;Stadt fehlt&#x27;)" in html
    boss.post(f"{PAGE}press/fortsetzen/", {"point": "facets.press_reach.values"})
    assert not guard.resume("press", "facets.press_reach.values")
    assert "arbeitet nicht wie vorgesehen" not in seen(boss, reverse("wagtailadmin_home"))
    assert rebuilt == ["all"]


def test_a_plugin_that_was_left_out_stands_first_with_its_reason(boss: Client, settings: Any) -> None:
    settings.PLUGINS = Discovery(settings.PLUGINS.found, (Left("plugins.atlas.apps", "needs karten"),))
    html = seen(boss)
    assert "Needs karten" in html
    assert html.index("Needs karten") < html.index("press_contact")
    assert "atlas" in seen(boss, reverse("wagtailadmin_home"))


def test_a_plugin_that_was_skipped_on_purpose_is_no_trouble(boss: Client, settings: Any) -> None:
    settings.PLUGINS = Discovery(settings.PLUGINS.found, (Left("atlas", "skipped", wanted=True),))
    assert "absichtlich übersprungen" in seen(boss)
    assert "arbeitet nicht" not in seen(boss, reverse("wagtailadmin_home"))


def test_a_missing_plugin_stands_there_with_what_waits_for_it(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    owning(monkeypatch, atlas=Owned(pages=5, parked=5, records=7))
    KnownPlugin.objects.create(slug="atlas", app_label="atlas", title="Stadtatlas", is_here=False)
    html = seen(boss)
    for text in (
        "Stadtatlas",
        "fehlt",
        "5 Seiten, 5 davon beiseitegelegt, 7 Datensätze",
        "manage.py plugins purge atlas",
    ):
        assert text in html, text
    assert f"{PAGE}atlas/" not in html, "it cannot be switched"


def test_an_editor_neither_sees_nor_switches_nor_is_troubled(boss: Client, desk: Client) -> None:
    PausedPoint.objects.create(plugin="press", point="facets.press_reach.values", reason="x")
    home = seen(desk, reverse("wagtailadmin_home"))
    assert PAGE not in home
    assert "arbeitet nicht" not in home
    for answer in (desk.get(PAGE), desk.post(f"{PAGE}press/", {"site": 1, "to": "off"})):
        assert answer.status_code in (302, 403)
    assert is_enabled("press", 1)


def test_a_group_can_be_given_the_right(boss: Client, desk: Client, editor: User) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="change_activation"))
    assert "press_contact" in seen(desk)
    assert "<h3>Erweiterung</h3>" in seen(boss, reverse("wagtailusers_groups:add"))


def test_every_page_of_the_editor_asks_one_query_for_the_warning(boss: Client, django_assert_num_queries: Any) -> None:
    from cms.extend.inventory import troubles

    with django_assert_num_queries(1):
        troubles()
