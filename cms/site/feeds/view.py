"""`/feeds/<name>`: a public exporter, narrowed by the filters of lists."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.extend import Exporter, PointFailed, is_enabled, registry
from cms.extend.activation_cache import is_decided
from cms.extend.guard import finished
from cms.extend.outages import is_away
from cms.publishing.reading.conditional import ResponseMeta, not_modified, respond
from cms.publishing.reading.parameters import FilterError
from cms.site.feeds import answers
from cms.site.feeds.reading import FeedContent, export_of_feed, read_feed
from cms.site.feeds.request import FeedRequest, feed_request
from search.engines.base import EngineError

log = logging.getLogger(__name__)


def feeds_of(request: HttpRequest) -> list[Exporter]:
    """The feeds that the site of the request has."""
    public = [each for each in registry().exporters.values() if each.public]
    # Which site it is takes a query, and says nothing where nobody has decided.
    site = Site.find_for_request(request) if any(is_decided(each.plugin) for each in public) else None
    return [each for each in public if is_enabled(each.plugin, site.pk if site else None)]


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The feed; 304 if the asker has it, 400 for filters that mean nothing, 503 while its plugin fails or the database is away."""
    try:
        return _answer(request, name)
    except (OperationalError, InterfaceError) as error:
        if not is_away(error):
            raise
        log.warning("%s %s was not answered: %s", request.method, request.path, error)
        return answers.failing(name)


def _answer(request: HttpRequest, name: str) -> HttpResponse:
    known = {exporter.name: exporter for exporter in feeds_of(request)}
    if name not in known:
        return answers.no_feed(name, sorted(known))
    try:
        wanted = feed_request(known[name], request.GET)
        found = read_feed(wanted, now=timezone.now())
    except FilterError as error:
        return answers.bad_filter(error)
    except EngineError as error:
        log.error("The archive search cannot answer a feed: %s", error)
        return answers.failing(name)
    meta = answers.meta_of(wanted, found)
    return not_modified(request, meta) or _whole(wanted, found, meta)


def _whole(wanted: FeedRequest, found: FeedContent, meta: ResponseMeta) -> HttpResponse:
    export = export_of_feed(wanted, found, now=timezone.now())
    try:
        with translation.override(wanted.locale):
            body = finished(wanted.exporter.export, by=_encoded)(export)
    except PointFailed:
        return answers.failing(wanted.exporter.name)
    return respond(body, meta, content_type=f"{wanted.exporter.media_type}; charset=utf-8")


def _encoded(pieces: Iterable[str]) -> bytes:
    return "".join(pieces).encode()
