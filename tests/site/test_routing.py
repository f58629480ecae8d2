"""The ledger leads to a page; whether it may be served says the page itself, and whatever the ledger does not know Wagtail looks for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms.content import models
from cms.publishing.models import Entry
from cms.site import routing
from tests.site.world import World


def ask(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def test_a_page_is_found_without_a_question_for_each_part_of_its_address(
    world: World, django_assert_num_queries: Any
) -> None:
    path = world.path("conference")
    ask(path)
    request = ask(path).wsgi_request
    del request._wagtail_site
    with django_assert_num_queries(3):  # the site, what the ledger knows, the page
        found = routing._route(request)
    assert found is not None
    assert found.page == world["conference"]
    with django_assert_num_queries(0):
        assert not found.page.get_view_restrictions()
        assert found.page.locale.language_code == "de"


def test_what_is_no_longer_out_is_not_served_though_the_ledger_still_says_so(world: World) -> None:
    path = world.path("conference")
    assert ask(path).status_code == 200
    Page.objects.filter(pk=world["conference"].pk).update(live=False)
    assert ask(path).status_code == 404


def test_what_is_closed_meanwhile_is_not_shown(world: World) -> None:
    path = world.path("conference")
    # Without the signals that would tell the ledger.
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=world["events"], restriction_type=PageViewRestriction.LOGIN)]
    )
    assert ask(path).status_code == 302


def test_what_has_moved_meanwhile_is_not_served_at_its_former_address(world: World) -> None:
    path = world.path("conference")
    Page.objects.filter(pk=world["conference"].pk).update(url_path="/anderswo/", slug="anderswo")
    assert ask(path).status_code == 404


def test_a_page_is_served_by_its_own_site_alone(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    path = world.path("conference")
    other = Page.objects.get(depth=1).add_child(instance=models.HomePage(title="Andere", slug="andere"))
    Site.objects.create(hostname="anderswo.example", root_page=other)
    assert ask(path).status_code == 200
    assert ask(path, host="anderswo.example").status_code == 404


def test_a_page_that_the_ledger_does_not_know_is_served_as_ever(world: World) -> None:
    path = world.path("conference")
    Entry.objects.filter(path=path).update(path="/anderswo/")
    assert ask(path).status_code == 200


def test_a_type_with_ways_of_its_own_is_asked_for_its_ways(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[str]] = []

    def route(self: Any, request: Any, path_components: list[str]) -> RouteResult:
        taken.append(path_components)
        return RouteResult(self)

    routing._all_route_alike.cache_clear()
    monkeypatch.setattr(models.EventIndexPage, "route", route)
    try:
        assert ask(world.path("conference")).status_code == 200
    finally:
        routing._all_route_alike.cache_clear()
    assert taken == [[world["conference"].slug]]
