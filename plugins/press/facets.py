"""Under which values press releases are found."""

from __future__ import annotations

from collections.abc import Iterable

from cms.extend import FacetValue
from cms.public.visibility import is_public, may_be_named
from plugins.press.models import PressReleasePage, Reach


def reach(page: PressReleasePage) -> Iterable[FacetValue]:
    """For whose papers the release is written."""
    yield FacetValue(page.reach, str(page.get_reach_display()))


def reaches() -> Iterable[str]:
    """All reaches that there are."""
    return Reach.values


def city(page: PressReleasePage) -> Iterable[FacetValue]:
    """Where the release was issued."""
    if page.city and may_be_named(page.city):
        yield FacetValue(page.city.slug, page.city.display_name)


def issuer(page: PressReleasePage) -> Iterable[FacetValue]:
    """Who issued the release, once everyone may know them."""
    if page.published_by and is_public(page.published_by):
        yield FacetValue(page.published_by.slug, page.published_by.title)
