"""Every answer, whoever gives it, says what a browser may do with it: which frames may show it, what it may load and ask of the device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from cms.site.policy import SecurityHeadersMiddleware
from tests.site.world import World

ANSWERS: dict[str, tuple[str, int]] = {
    "a page": ("/", 200),
    "a search": ("/suche/?q=haus", 200),
    "a missing page": ("/gibt-es-nicht/", 404),
    "what went": ("/gegangen/", 404),
    "a redirect": ("/alt/", 301),
    "a path without its slash": ("/suche", 301),
    "a list of the API": ("/api/v1/events", 200),
    "a bad question to the API": ("/api/v1/events?gibtesnicht=1", 400),
    "a missing address of the API": ("/api/v1/gibtesnicht", 404),
    "the API's page for people": ("/api/v1/docs", 200),
    "the API's description": ("/api/v1/openapi.json", 200),
    "a feed": ("/feeds/atom?type=event", 200),
    "robots": ("/robots.txt", 200),
    "an icon": ("/favicon.ico", 200),
    "a touch icon": ("/apple-touch-icon.png", 200),
    "the site map": ("/sitemap.xml", 200),
    "a missing static file": ("/static/gibtesnicht.css", 404),
    "a missing file": ("/media/gibtesnicht.pdf", 404),
    "a missing image": ("/images/999/x/original.png", 404),
    "a forged address of an image": ("/images/x/1/original/x.png", 403),
    "a missing document": ("/documents/999/x.pdf", 404),
    "the login": ("/admin/login/", 200),
    "the desk": ("/admin/", 302),
    "a bad login": ("/admin/login/", 403),
    "what fails": ("/kaputt/", 500),
    "a foreign host": ("/", 400),
}


def answer(name: str) -> Any:
    path, status = ANSWERS[name]
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if name == "a bad login":
        response = client.post(path, {"username": "x"})
    else:
        response = client.get(path, headers={"host": "fremd.example"} if name == "a foreign host" else {})
    assert response.status_code == status, f"{name}: {response.status_code}"
    return response


@pytest.fixture
def answers(world: World, settings: Any) -> Callable[[str], Any]:
    settings.ROOT_URLCONF = "tests.site.failing_urls"
    Redirect.objects.create(old_path="/alt", redirect_link="/")
    return answer


def assert_guarded(response: Any) -> None:
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    assert policy["frame-ancestors"] == "'self'"
    assert policy["default-src"] in {"'self'", "'none'"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == settings.SECURE_REFERRER_POLICY
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(response["Permissions-Policy"].split(", "))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.plugin("feeds")] if name == "a feed" else []) for name in ANSWERS],
)
def test_it_carries_the_headers(answers: Callable[[str], Any], name: str) -> None:
    assert_guarded(answers(name))


def test_so_does_what_has_not_changed(answers: Callable[[str], Any]) -> None:
    client = Client()
    fresh = client.get("/api/v1/events")
    same = client.get("/api/v1/events", headers={"if-none-match": fresh["ETag"]})
    assert same.status_code == 304
    assert_guarded(same)
    assert same["Content-Security-Policy"] == fresh["Content-Security-Policy"]


def test_so_do_files_and_every_page_of_the_desk(answers: Callable[[str], Any]) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("leitung"))
    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailimages:index", "wagtaildocs:index"):
        assert_guarded(client.get(reverse(name), follow=True))
    from django.core.files.base import ContentFile

    document = get_document_model().objects.create(title="x", file=ContentFile(b"%PDF-1.7", name="x.pdf"))
    response = Client().get(document.url)
    for close in response._resource_closers:
        close()
    assert_guarded(response)


def test_a_policy_of_its_own_is_completed_and_not_replaced() -> None:
    def view(request: Any) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox;"})

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'self'"


@pytest.mark.parametrize(("seconds", "said"), [(31_536_000, "max-age=31536000"), (0, None)])
def test_browsers_are_told_to_come_by_tls_alone_where_the_site_does(settings: Any, seconds: int, said: str) -> None:
    settings.SECURE_HSTS_SECONDS = seconds
    response = SecurityHeadersMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response.headers.get("Strict-Transport-Security") == said


def test_the_headers_stand_before_all_others() -> None:
    assert settings.MIDDLEWARE[0] == "cms.site.policy.SecurityHeadersMiddleware"
