"""Every public page for search engines, with its translations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.publishing.entries import live_entries
from cms.publishing.schedule import in_years

PER_FILE = 25_000
"""The protocol allows 50,000 addresses per file; translations make entries longer."""


@dataclass(frozen=True)
class Location:
    """A page, when it last changed, and its versions by language."""

    address: str
    updated_at: dt.datetime
    versions: list[tuple[str, str]]


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """All pages; where they fill several files, the list of these."""
    pages = live_entries().exclude(path="").order_by("translation_key", "locale")
    files = Paginator(pages.values_list("translation_key", "locale", "path", "updated_at"), PER_FILE)
    if number is None and files.num_pages > 1:
        addresses = [f"{settings.BASE_URL}/sitemap-{each}.xml" for each in files.page_range]
        return _xml(request, "site/sitemap_index.xml", {"addresses": addresses})
    if number is not None and number not in files.page_range:
        raise Http404(f"There is no file {number}; the last one is {files.num_pages}.")
    locations = list(_locations(files.page(number or 1)))
    if (number or 1) == 1:
        locations += _years()
    return _xml(request, "site/sitemap.xml", {"locations": locations})


def _years() -> Iterable[Location]:
    """The years of each calendar, without which nobody finds the archive: it is on no page of its own."""
    calendars = dict(live_entries().filter(type="event_index").values_list("locale", "path"))
    events = live_entries().filter(type="event", locale__in=calendars).exclude(starts_at=None)
    changed: dict[tuple[str, int], dt.datetime] = {}
    for each in in_years(events):
        key = (each.locale, -each.year)
        changed[key] = max(each.updated_at, changed.get(key, each.updated_at))
    for (locale, before), updated_at in sorted(changed.items()):
        yield Location(f"{settings.BASE_URL}{calendars[locale]}?year={-before}", updated_at, [])


def _locations(rows: Iterable[tuple[object, str, str, dt.datetime]]) -> Iterable[Location]:
    rows = list(rows)
    versions: dict[object, list[tuple[str, str]]] = {}
    for key, locale, path, _updated in rows:
        versions.setdefault(key, []).append((locale, settings.BASE_URL + path))
    for key, _locale, path, updated in rows:
        yield Location(settings.BASE_URL + path, updated, versions[key] if len(versions[key]) > 1 else [])


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
