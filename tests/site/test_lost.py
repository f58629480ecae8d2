"""Where nothing is, one is led on."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from wagtail.contrib.redirects.models import Redirect

from tests.site.conftest import Visit
from tests.site.world import World


def test_an_unknown_address_is_not_found_and_leads_on(world: World, visit: Visit) -> None:
    page = visit("/gibt-es-nicht/", status=404)
    assert "Hier hängt nichts" in page.text
    assert page.links["Veranstaltungen"] == world.path("events")


@pytest.mark.parametrize("address", ["//[x", "/%00/"])
def test_an_address_that_is_none_is_not_found(address: str, world: World) -> None:
    assert Client(raise_request_exception=False).get("/", PATH_INFO=address).status_code == 404


def test_a_withdrawn_page_is_gone(world: World, visit: Visit) -> None:
    path = world.path("party")
    visit(path)
    world["party"].unpublish()
    page = visit(path, status=410)
    assert "Abgehängt" in page.text
    assert "Fest der Sprachen" not in page.text


def test_a_draft_is_not_gone_but_unknown(world: World, visit: Visit) -> None:
    visit(world.path("draft"), status=404)


def test_an_old_address_leads_to_the_new_one_even_if_something_else_once_stood_there(
    world: World, visit: Visit
) -> None:
    old = world.path("party")
    world["party"].unpublish()
    Redirect.add_redirect(old, redirect_to=world["conference"])
    assert visit(old, status=301).response["Location"].endswith(world.path("conference"))


@override_settings(ROOT_URLCONF="tests.site.failing_urls")
def test_a_fault_of_ours_is_told_without_anything_that_could_fail(db: None) -> None:
    response = Client(raise_request_exception=False).get("/kaputt/")
    assert response.status_code == 500
    assert "Hier ist etwas schiefgegangen" in response.content.decode()
