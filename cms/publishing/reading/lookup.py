"""What stands at an address: an entry, a redirect to one, or the tombstone of one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect

from cms.extend import public_id
from cms.publishing.models import Entry, EntryState
from cms.publishing.reading.entries import is_live


@dataclass(frozen=True)
class Found:
    """A live entry stands there."""

    entry: Entry


@dataclass(frozen=True)
class Moved:
    """It has moved to this path or address."""

    to: str
    permanent: bool


@dataclass(frozen=True)
class Gone:
    """It was withdrawn; the entry is its tombstone."""

    entry: Entry


def look_up(path: str, *, site: int | None = None) -> Found | Moved | Gone | None:
    """What the path of a site leads to; None if nothing ever stood there. Raises `ValueError` if it is no path.

    A redirect to a page is followed through the ledger, so that it never tells the address of what is not public.
    """
    if "\x00" in path:
        raise ValueError("a path holds no NUL")
    wanted = normalised(path)
    entries = Entry.objects.filter(path=wanted)
    if site is not None:
        entries = entries.filter(site=site)
    if entry := entries.filter(is_live()).first():
        return Found(entry)
    if redirect := _redirect(path, site):
        return _redirected(redirect)
    if entry := entries.filter(state=EntryState.WITHDRAWN).order_by("-sequence").first():
        return Gone(entry)
    return None


def normalised(path: str) -> str:
    """The path as the ledger stores it: without host and query, with slashes around."""
    bare = urlsplit(path).path.strip("/")
    return f"/{bare}/" if bare else "/"


def _redirect(path: str, site: int | None) -> Redirect | None:
    old = Redirect.normalise_path(path)
    redirects = Redirect.objects.filter(old_path=old)
    if site is not None:
        redirects = redirects.filter(Q(site=site) | Q(site=None))
    return redirects.select_related("redirect_page").first()


def _redirected(redirect: Redirect) -> Found | Moved | Gone | None:
    page = redirect.redirect_page
    if page is None:
        return Moved(redirect.redirect_link, redirect.is_permanent) if redirect.redirect_link else None
    entry = Entry.objects.filter(is_live() | Q(state=EntryState.WITHDRAWN), pk=public_id(page)).first()
    if entry is None:
        return None
    return Moved(redirect.link or entry.path, redirect.is_permanent) if entry.state == EntryState.LIVE else Gone(entry)
