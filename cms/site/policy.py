"""What a browser may load on the site's pages: nothing from elsewhere, nothing inline."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEADER = "Content-Security-Policy"


class ContentSecurityPolicyMiddleware:
    """Puts the policy on every HTML answer outside of the editors' surface that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = policy(settings.BASE_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the policy."""
        response = self.get_response(request)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if html and HEADER not in response and not request.path.startswith(reverse("wagtailadmin_home")):
            response[HEADER] = self.policy
        return response


def policy(base_url: str) -> str:
    """The policy of a site at this address; images carry it in full, by whatever name the visitor came."""
    return (
        f"default-src 'self'; img-src 'self' {base_url}; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )
