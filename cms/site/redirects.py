"""Redirects of old addresses, which tell nobody where something stands that they may not see."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.public.visibility import is_public, lets_in


class RightfulRedirectMiddleware(RedirectMiddleware):
    """Wagtail's middleware, which does not lead to pages that the visitor may not see: their address is no secret of theirs to tell."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The redirect that stands at the address, otherwise the response as it was."""
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is response:
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
        page = redirect.redirect_page if redirect else None
        return answer if page is None or is_public(page) or lets_in(page, request) else response
