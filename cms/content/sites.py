"""Sites, and to which of them a page belongs."""

from __future__ import annotations

from wagtail.models import Page, Site


def site_of(page: Page) -> int | None:
    """The id of the page's Wagtail site; None for pages outside of every site."""
    parts = page.get_url_parts()
    return int(parts[0]) if parts else None


def all_sites() -> set[int]:
    """The ids of all Wagtail sites; Wagtail keeps them in its cache."""
    return {int(root.site_id) for root in Site.get_site_root_paths()}


def site_name(site: Site) -> str:
    return str(site.site_name or site.hostname)
