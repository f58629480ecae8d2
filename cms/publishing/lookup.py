"""What stands at an address: an entry, a redirect to one, or the tombstone of one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect

from cms.publishing.models import Entry, State


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
    """What the path of a site leads to; None if nothing ever stood there."""
    wanted = normalised(path)
    entries = Entry.objects.filter(path=wanted)
    if site is not None:
        entries = entries.filter(site=site)
    if entry := entries.filter(state=State.LIVE).first():
        return Found(entry)
    if redirect := _redirect(path):
        return Moved(redirect.link or "", redirect.is_permanent)
    if entry := entries.order_by("-sequence").first():
        return Gone(entry)
    return None


def normalised(path: str) -> str:
    """The path as the ledger stores it: without host and query, with slashes around."""
    bare = urlsplit(path).path.strip("/")
    return f"/{bare}/" if bare else "/"


def _redirect(path: str) -> Redirect | None:
    old = Redirect.normalise_path(path)
    redirect = Redirect.objects.filter(old_path=old).first()
    return redirect if redirect and redirect.link else None
