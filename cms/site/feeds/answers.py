"""What feeds answer: what tells one from its older self, and why there is none."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from cms.extend import Plugin
from cms.publishing.reading.conditional import ResponseMeta, etag_of
from cms.publishing.reading.parameters import FilterError
from cms.site.feeds.reading import FeedContent
from cms.site.feeds.request import FeedRequest, day_of

RETRY_AFTER = 120
"""Seconds."""


def meta_of(wanted: FeedRequest, found: FeedContent) -> ResponseMeta:
    """What tells the feed from its older self; what the clock changes bears no date."""
    day = day_of(timezone.now()) if wanted.changes_daily else None
    return ResponseMeta(
        etag=_etag(wanted, found, day),
        modified=None if wanted.filter.when else max(filter(None, [found.modified_at, day])),
        languages=(wanted.locale,),
    )


def _etag(wanted: FeedRequest, found: FeedContent, day: dt.datetime | None) -> str:
    """A tag for all that decides about the bytes: the question, the things, and whoever writes them."""
    owner = wanted.exporter.plugin
    versions = [each.version for each in apps.get_app_configs() if isinstance(each, Plugin) and each.slug == owner]
    things = [(str(row.id), row.etag or row.sequence) for row in (*found.rows, *found.withdrawn)]
    return etag_of(
        versions,
        settings.WAGTAIL_SITE_NAME,
        wanted.address,
        things,
        found.turned_at,
        day,
        None if things else found.changed_at,
    )


def bad_filter(error: FilterError) -> HttpResponse:
    """400: which parameter cannot be understood, and what would be."""
    allowed = f"\nPossible: {', '.join(error.allowed)}" if error.allowed else ""
    return plain(f"{error.detail}{allowed}", status=400)


def no_feed(name: str, others: list[str]) -> HttpResponse:
    """404, with the feeds that there are."""
    there = f"There are: {', '.join(others)}." if others else "This site has no feeds."
    return plain(f"There is no feed {name[:50]!r}. {there}", status=404)


def failing(name: str) -> HttpResponse:
    """503: the exporter fails, or the database is away."""
    answer = plain(f"The feed {name!r} cannot be made just now; ask again later.", status=503)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def plain(text: str, *, status: int) -> HttpResponse:
    """A text for whoever set up the feed reader; it is never kept."""
    answer = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = "en"
    return answer
