"""Pages of the site for visitors without a session: compressed, with a tag, and kept while nothing that they show has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import cached_property
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cms.extend import activation_cache, registry
from cms.extend.guard import taking_part
from cms.extend.reserved import CORE
from cms.public.api_address import PREFIX
from cms.publishing.reading.compression import accepts_gzip, compress, plain_tags, tag
from cms.publishing.reading.conditional import ResponseMeta, not_modified, respond
from cms.publishing.reading.kept_answers import OF_THE_BODY, KeptAnswers
from cms.publishing.reading.memory import MEGABYTE, one_state
from cms.site.page_context import PageContext
from cms.site.theming.theme import theme_of

QUARTER = 15 * 60
"""Seconds. Days begin at a whole quarter of an hour, wherever something takes place: as long what is said of a day stays true."""

kept = KeptAnswers(most=16 * MEGABYTE)


class KeptPagesMiddleware:
    """Answers for a page of the core from memory where it would come out the same; stands before all that serves the page.

    A page in which code of a plugin has a part may depend on anything, and is made each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """Where others see to that."""
        return (reverse("wagtailadmin_home"), PREFIX, settings.STATIC_URL, settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; what is no page is left alone, and so is what those see who are signed in."""
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.method != "GET" or is_signed_in or request.path_info.startswith(self.elsewhere):
            return self.get_response(request)
        try:
            shown_with = _shown_with(request)
        except (DatabaseError, InterfaceError):
            return self.get_response(request)
        had_compressed = plain_tags(request)
        with one_state():
            response = kept.answered(request, shown_with, self._answer)
        tag(response, had_compressed=had_compressed)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        with taking_part() as plugins:
            response = self.get_response(request)
        if not plugins and _shows_what_is_public(response):
            response = _tagged(request, response)
        if not response.streaming:
            patch_vary_headers(response, ["Accept-Encoding"])
            if accepts_gzip(request):
                compress(response)
        return response


def _shown_with(request: HttpRequest) -> Hashable:
    """What pages show that is neither in the ledger nor a matter of minutes."""
    known = activation_cache.cached()
    quarter = int(timezone.now().timestamp() // QUARTER)
    return theme_of(request).stamp, quarter, frozenset(known.decisions.items()), known.paused


def _shows_what_is_public(response: HttpResponse) -> bool:
    """Whether it is a published page of a type of the core."""
    given = getattr(response, "context_data", None) or {}
    context, page = given.get("page_context"), given.get("page")
    if response.status_code != HTTPStatus.OK or not isinstance(context, PageContext) or page is None:
        return False
    public = registry().type_of(type(page))
    return public is not None and public.plugin in CORE and context.shown is not None and context.shown.is_public


def _tagged(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """The page with a tag, or that the asker has it already."""
    meta = ResponseMeta(etag=hashlib.sha256(page.content).hexdigest()[:32], of_state=True)
    response = not_modified(request, meta) or respond(page.content, meta)
    for name, value in page.headers.items():
        if response.status_code == HTTPStatus.OK or name not in OF_THE_BODY:
            response.headers[name] = value
    response.cookies = page.cookies
    return response
