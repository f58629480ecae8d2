"""`/feeds/<name>`: a public exporter, narrowed by the filters of lists."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.extend import Exporter, PointFailed, is_enabled, registry
from cms.extend.activation_cache import is_decided
from cms.extend.guard import finished
from cms.publishing.grammar import FilterError
from cms.site.feeds import answers
from cms.site.feeds.question import Question, question_of
from cms.site.feeds.reading import export_of_feed, read_feed
from cms.site.feeds.row import Found
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
    """The feed; 304 if the asker has it, 400 for filters that mean nothing, 503 while its plugin fails."""
    known = {exporter.name: exporter for exporter in feeds_of(request)}
    if name not in known:
        return answers.no_feed(name, sorted(known))
    try:
        question = question_of(known[name], request.GET)
        found = read_feed(question, now=timezone.now())
    except FilterError as error:
        return answers.bad_filter(error)
    except EngineError as error:
        log.error("The archive search cannot answer a feed: %s", error)
        return answers.failing(name)
    return answers.unchanged(request, question, found) or _whole(question, found)


def _whole(question: Question, found: Found) -> HttpResponse:
    export = export_of_feed(question, found, now=timezone.now())
    try:
        with translation.override(question.locale):
            body = finished(question.exporter.export, by=_encoded)(export)
    except PointFailed:
        return answers.failing(question.exporter.name)
    response = HttpResponse(body, content_type=f"{question.exporter.media_type}; charset=utf-8")
    return answers.described(response, question, found)


def _encoded(pieces: Iterable[str]) -> bytes:
    return "".join(pieces).encode()
