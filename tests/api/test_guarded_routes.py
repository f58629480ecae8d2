"""A plugin's address that fails answers with a problem, gives nothing away, and is paused in the end; nothing else suffers."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import path
from ninja import Router
from pydantic import BaseModel
from wagtail.models import Page, Site

import cms.urls
from cms.api.app import DeliveryAPI
from cms.api.guarding import guarded
from cms.api.problems import ApiError
from cms.extend import ApiRoute, activation_cache
from cms.extend.guard import FAILURES, resume
from cms.extend.models import Activation, PausedPoint

pytestmark = pytest.mark.django_db

Ask = Callable[..., Any]


class Count(BaseModel):
    count: int


@pytest.fixture
def site() -> Site:
    Site.objects.all().delete()
    return Site.objects.create(hostname="testserver", root_page=Page.get_first_root_node(), is_default_site=True)


@pytest.fixture
def ask(site: Site, client: Client, settings: Any) -> Ask:
    """Asks an address of the plugin “zähler”, which is enabled for the site."""
    router = Router()

    @router.get("/well", response=Count)
    def well(request: HttpRequest, n: int = 1) -> Any:
        return {"count": n}

    @router.get("/broken")
    def broken(request: HttpRequest) -> Any:
        raise ConnectionError("postgres://geheim@innen")

    @router.get("/unfit", response=Count)
    def unfit(request: HttpRequest) -> Any:
        return {"count": "viele"}

    @router.get("/missing/{kind}")
    def missing(request: HttpRequest, kind: str) -> Any:
        raise Http404 if kind == "plain" else ApiError(410, "Es ist fort.")

    api = DeliveryAPI(urls_namespace="zähler", openapi_url=None, docs_url=None)
    api.add_router("/zaehler", guarded(ApiRoute(plugin="zähler", prefix="/zaehler", router=router)))
    urls = ModuleType("urls_with_a_plugin")
    urls.urlpatterns = [path("api/v1/", api.urls), *cms.urls.urlpatterns]
    settings.ROOT_URLCONF = urls
    client.raise_request_exception = False
    Activation.objects.create(plugin="zähler", site=site.pk, enabled=True)
    activation_cache.forget()
    return lambda path, **headers: client.get(f"/api/v1/zaehler/{path}", **headers)


def test_what_works_is_passed_on(ask: Ask) -> None:
    assert ask("well?n=3").json() == {"count": 3}


@pytest.mark.parametrize("address", ["broken", "unfit"])
def test_a_failure_is_a_problem_that_gives_nothing_away(
    address: str, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert "geheim" not in answer.content.decode()
    assert "viele" not in answer.content.decode()
    assert "zähler" in caplog.text


@pytest.mark.parametrize("address", ["broken", "unfit"])
def test_an_address_that_fails_again_and_again_is_paused_alone(address: str, ask: Ask) -> None:
    for _ in range(FAILURES):
        assert ask(address).status_code == 500
    answer = ask(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert answer.headers["Content-Type"] == "application/problem+json"
    paused = PausedPoint.objects.get()
    assert (paused.plugin, paused.point) == ("zähler", f"api_routes.zaehler.{address}")
    assert ask("well").status_code == 200
    assert resume(paused.plugin, paused.point)
    assert ask(address).status_code == 500


@pytest.mark.parametrize(
    ("address", "status"), [("well?n=drei", 400), ("missing/plain", 404), ("missing/gone", 410), ("nowhere", 404)]
)
def test_the_askers_mistakes_are_no_failures(address: str, status: int, ask: Ask) -> None:
    for _ in range(FAILURES + 1):
        answer = ask(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert not PausedPoint.objects.exists()


def test_where_the_plugin_is_disabled_nothing_stands(ask: Ask, site: Site) -> None:
    Site.objects.create(hostname="localhost", root_page=Page.get_first_root_node().add_child(title="Kiel"))
    assert ask("well").status_code == 200
    answer = ask("well", headers={"host": "localhost"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    Activation.objects.update(enabled=False)
    activation_cache.forget()
    assert ask("well").status_code == 404


def test_developers_see_the_error_itself(ask: Ask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITFASS_PLUGINS_STRICT", "1")
    client.raise_request_exception = True
    with pytest.raises(ConnectionError):
        ask("broken")
