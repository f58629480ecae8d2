"""Pages that people name by their address, published or not."""

from __future__ import annotations

from django.core.management.base import CommandError
from wagtail.models import Page

from cms.publishing.reading.lookup import normalised
from cms.site.addresses import local


def page_at(address: str) -> Page:
    """The page at the path or address, of its own model; raises `CommandError` if there is none, or more than one."""
    try:
        path = normalised(local(address))
    except ValueError as error:
        raise CommandError(f"{address} is no address: {error}. Take the path of the page, e.g. /meldungen/.") from error
    slug = path.strip("/").rpartition("/")[2]
    # The front page of a site or language has a slug that its address does not show.
    candidates = [*Page.objects.filter(slug=slug), *Page.objects.filter(depth=2).exclude(slug=slug)]
    found = [page for page in candidates if (parts := page.get_url_parts()) and parts[2] == path]
    if not found:
        raise CommandError(f"There is no page at {address}. Take the path from its address, e.g. /meldungen/.")
    if len(found) > 1:
        places = ", ".join(sorted(page.full_url for page in found))
        whole = [page for page in found if page.full_url.rstrip("/") == address.rstrip("/")]
        if len(whole) != 1:
            raise CommandError(f"Several sites have a page at {address}. Give its whole address: {places}.")
        found = whole
    return found[0].specific
