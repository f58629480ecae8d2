"""Every public page for search engines, with its translations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.entries import of_type
from cms.publishing.reading.schedule import in_years
from cms.publishing.reading.website import Address, address_changes, addresses, paths_of_type

PER_FILE = 1_000
"""The protocol allows 50,000 addresses per file; who knows what has changed need not read all of them again."""
FURTHEST = 2**62
"""No database counts further."""

MEDIA_TYPE = "application/xml; charset=utf-8"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">"""


@dataclass(frozen=True)
class Location:
    """A page, when it last changed, and its versions by language."""

    address: str
    updated_at: dt.datetime
    versions: list[tuple[str, str]]


def sitemap(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """All pages; where they fill several files, the list of these."""
    before = (0 if number is None else number - 1) * PER_FILE
    # One more than fits says whether there are further files, without counting all.
    found = addresses(before, before + PER_FILE + 1) if 0 <= before < FURTHEST else []
    if number is not None and not (found or number == 1):
        raise Http404(f"There is no file {number}.")
    if number is None and len(found) > PER_FILE:
        xml = _index()
    else:
        locations = list(_locations(found[:PER_FILE]))
        xml = _xml([*locations, *_years()] if before == 0 else locations)
    meta = ResponseMeta(etag=etag_of(xml), of_state=True)
    return not_modified(request, meta) or respond(xml, meta, content_type=MEDIA_TYPE)


def _index() -> str:
    """The files, each with its last change; the first one has the years of the calendars, which any event changes."""
    changed = address_changes()
    files = [max(changed[start : start + PER_FILE]) for start in range(0, len(changed), PER_FILE)]
    files[0] = max(files)
    parts = [(f"{settings.BASE_URL}/sitemap-{number}.xml", at) for number, at in enumerate(files, 1)]
    return render_to_string("site/sitemap_index.xml", {"files": parts})


def _years() -> Iterable[Location]:
    """The years of each calendar, without which nobody finds the archive: it is on no page of its own."""
    calendars = paths_of_type("event_index")
    changed: dict[tuple[str, int], dt.datetime] = {}
    for each in in_years(of_type("event")):
        if each.locale in calendars:
            key = (each.locale, -each.year)
            changed[key] = max(each.updated_at, changed.get(key, each.updated_at))
    for (locale, before), updated_at in sorted(changed.items()):
        yield Location(f"{settings.BASE_URL}{calendars[locale]}?year={-before}", updated_at, [])


def _locations(rows: Sequence[Address]) -> Iterable[Location]:
    versions: dict[object, list[tuple[str, str]]] = {}
    for key, locale, path, _updated in rows:
        versions.setdefault(key, []).append((locale, settings.BASE_URL + path))
    for key, _locale, path, updated in rows:
        yield Location(settings.BASE_URL + path, updated, versions[key] if len(versions[key]) > 1 else [])


def _xml(locations: Iterable[Location]) -> str:
    """Written without a template, which takes longer for each page than the ledger does for all of them."""
    return f"{HEAD}{''.join(map(_url, locations))}\n</urlset>\n"


def _url(location: Location) -> str:
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(address)}"/>'
        for language, address in location.versions
    )
    changed = timezone.localtime(location.updated_at).isoformat()
    return f"\n<url><loc>{escape(location.address)}</loc><lastmod>{changed}</lastmod>{versions}</url>"
