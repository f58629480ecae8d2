"""The front page, the index pages, and pages of text such as the imprint."""

from __future__ import annotations

from functools import partial
from typing import Any

from wagtail.models import Page

from cms.content.choices import LegalRole
from cms.content.demo import facts
from cms.content.demo.loading.loaded_objects import LoadedObjects, identity, publish
from cms.content.demo.loading.streams import StreamWriter
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


def find_frame(loaded: LoadedObjects) -> None:
    """Loads the front page and the index pages, which every installation has."""
    home = HomePage.objects.filter(sites_rooted_here__is_default_site=True).get()
    loaded.things["home"] = home
    for name, model in INDEXES.items():
        loaded.things[f"index:{name}"] = model.objects.child_of(home).get()


def publish_standard(loaded: LoadedObjects) -> None:
    """Writes and publishes what nobody has written yet: front page, index pages, pages of text."""
    _write(loaded, loaded["home"], loaded.archive.home)
    for name, given in loaded.archive.index.items():
        _write(loaded, loaded[f"index:{name}"], given)
    for page in loaded.archive.pages:
        ref = f"page:{page.key}"
        _keep(loaded, ref, page)
        if ref in loaded.fresh:
            loaded[ref].body = StreamWriter(loaded, loaded[ref]).stream("body", page.body)
            publish(loaded[ref])


def _write(loaded: LoadedObjects, page: Page, given: facts.Front) -> None:
    if page.lead:
        return
    page.title = page.draft_title = given.title
    page.lead = given.lead
    if given.body:
        page.body = StreamWriter(loaded, page).stream("body", given.body)
    publish(page)


def _keep(loaded: LoadedObjects, ref: str, given: facts.Standard) -> None:
    """Loads the page; a legal page is there from the beginning and, unless somebody has published it, taken over."""
    found = None
    if given.legal_role != LegalRole.NONE:
        found = StandardPage.objects.child_of(loaded["home"]).filter(legal_role=given.legal_role).first()
    if found is None:
        loaded.keep_page(ref, loaded["home"], partial(StandardPage, **_plain(given)))
        return
    loaded.things[ref] = found
    if not found.live:
        found.translation_key = identity(ref)
        for name, value in _plain(given).items():
            setattr(found, name, value)
        loaded.fresh.add(ref)


def _plain(given: facts.Standard) -> dict[str, Any]:
    return given.model_dump(include={"title", "lead", "legal_role"})
