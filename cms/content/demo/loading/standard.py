"""The front page, the index pages, and pages of text such as the imprint."""

from __future__ import annotations

from functools import partial
from typing import Any

from wagtail.models import Page

from cms.content.choices import LegalRole
from cms.content.demo import facts
from cms.content.demo.loading.shelf import Shelf, identity, publish
from cms.content.demo.loading.streams import Scribe
from cms.content.models import (
    CityProgrammeIndexPage,
    EventIndexPage,
    HomePage,
    NewsIndexPage,
    PartnerIndexPage,
    StandardPage,
)

INDEXES: dict[str, Any] = {
    "events": EventIndexPage,
    "partners": PartnerIndexPage,
    "city_programmes": CityProgrammeIndexPage,
    "news": NewsIndexPage,
}


def find_frame(shelf: Shelf) -> None:
    """Shelves the front page and the index pages, which every installation has."""
    home = HomePage.objects.filter(sites_rooted_here__is_default_site=True).get()
    shelf.things["home"] = home
    for name, model in INDEXES.items():
        shelf.things[f"index:{name}"] = model.objects.child_of(home).get()


def publish_standard(shelf: Shelf) -> None:
    """Writes and publishes what nobody has written yet: front page, index pages, pages of text."""
    _write(shelf, shelf["home"], shelf.archive.home)
    for name, given in shelf.archive.index.items():
        _write(shelf, shelf[f"index:{name}"], given)
    for page in shelf.archive.pages:
        ref = f"page:{page.key}"
        _keep(shelf, ref, page)
        if ref in shelf.fresh:
            shelf[ref].body = Scribe(shelf, shelf[ref]).stream("body", page.body)
            publish(shelf[ref])


def _write(shelf: Shelf, page: Page, given: facts.Front) -> None:
    if page.lead:
        return
    page.title = page.draft_title = given.title
    page.lead = given.lead
    if given.body:
        page.body = Scribe(shelf, page).stream("body", given.body)
    publish(page)


def _keep(shelf: Shelf, ref: str, given: facts.Standard) -> None:
    """Shelves the page; a legal page is there from the beginning and, unless somebody has published it, taken over."""
    found = None
    if given.legal_role != LegalRole.NONE:
        found = StandardPage.objects.child_of(shelf["home"]).filter(legal_role=given.legal_role).first()
    if found is None:
        shelf.keep_page(ref, shelf["home"], partial(StandardPage, **_plain(given)))
        return
    shelf.things[ref] = found
    if not found.live:
        found.translation_key = identity(ref)
        for name, value in _plain(given).items():
            setattr(found, name, value)
        shelf.fresh.add(ref)


def _plain(given: facts.Standard) -> dict[str, Any]:
    return given.model_dump(include={"title", "lead", "legal_role"})
