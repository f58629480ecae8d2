"""Answers that feed readers and caches can keep rightly."""

from __future__ import annotations

import datetime as dt
import hashlib

import orjson
from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

import cms
from cms.extend import Plugin
from cms.publishing.grammar import FilterError
from cms.site.feeds.question import Question, day_of
from cms.site.feeds.row import Found

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Kept by everyone, shown by no one without asking: what is withdrawn is gone at once."""

SETTLED = dt.timedelta(seconds=1)
"""`Last-Modified` counts seconds: a second that is not over could still hide a change."""

RETRY_AFTER = 120
"""Seconds."""


def described(response: HttpResponse, question: Question, found: Found) -> HttpResponse:
    """The response with all that tells a feed from its older self; what the clock changes bears no date."""
    response.headers["ETag"] = quote_etag(_etag(question, found))
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Language"] = question.locale
    changed_at = _changed_at(question, found)
    if not question.filter.when and timezone.now() - changed_at > SETTLED:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return open_to_all(response)


def unchanged(request: HttpRequest, question: Question, found: Found) -> HttpResponse | None:
    """The answer without a body if what the asker has still holds (304), or their condition fails (412)."""
    bare = described(HttpResponse(), question, found)
    dated = "Last-Modified" in bare.headers
    answer = get_conditional_response(
        request,
        etag=bare.headers["ETag"],
        last_modified=int(_changed_at(question, found).timestamp()) if dated else None,
        response=bare,
    )
    return None if answer is bare or not isinstance(answer, HttpResponse) else open_to_all(answer)


def _changed_at(question: Question, found: Found) -> dt.datetime:
    """When the feed changed last: the ledger, or the day where that changes what is meant."""
    return max(found.modified_at, day_of(timezone.now())) if question.changes_daily else found.modified_at


def _etag(question: Question, found: Found) -> str:
    """A tag for all that decides about the bytes: the question, the things, and whoever writes them."""
    owner = question.exporter.plugin
    versions = [each.version for each in apps.get_app_configs() if isinstance(each, Plugin) and each.slug == owner]
    things = [(str(row.id), row.etag or row.sequence) for row in (*found.rows, *found.withdrawn)]
    day = day_of(timezone.now()) if question.changes_daily else None
    site = settings.WAGTAIL_SITE_NAME
    parts = [
        cms.__version__,
        versions,
        site,
        question.address,
        things,
        found.turned_at,
        day,
        None if things else found.changed_at,
    ]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()[:32]


def bad_filter(error: FilterError) -> HttpResponse:
    """400: which parameter cannot be understood, and what would be."""
    allowed = f"\nPossible: {', '.join(error.allowed)}" if error.allowed else ""
    return plain(f"{error.detail}{allowed}", status=400)


def no_feed(name: str, others: list[str]) -> HttpResponse:
    """404, with the feeds that there are."""
    there = f"There are: {', '.join(others)}." if others else "This site has no feeds."
    return plain(f"There is no feed {name[:50]!r}. {there}", status=404)


def failing(name: str) -> HttpResponse:
    """503: the exporter fails, others do not."""
    answer = plain(f"The feed {name!r} cannot be made just now; ask again later.", status=503)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def plain(text: str, *, status: int) -> HttpResponse:
    """A text for whoever set up the feed reader; it is never kept."""
    answer = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = "en"
    return open_to_all(answer)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """The response, readable by scripts of every site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
