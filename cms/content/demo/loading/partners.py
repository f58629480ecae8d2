"""Partners: first all of them as drafts, so that they can refer to each other, then published."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.loading.images import emblem_image, shown_image
from cms.content.demo.loading.shelf import Shelf, publish
from cms.content.demo.loading.streams import Scribe
from cms.content.models import PartnerMembership, PartnerPage, PartnerServiceArea


def draft_partners(shelf: Shelf) -> None:
    """Shelves the partners; new ones are drafts."""
    for partner in shelf.archive.partners:
        shelf.keep_page(f"partner:{partner.key}", shelf["index:partners"], partial(_partner, shelf, partner))


def publish_partners(shelf: Shelf) -> None:
    """Publishes the new partners with their memberships and descriptions."""
    for given in shelf.archive.partners:
        ref = f"partner:{given.key}"
        if ref in shelf.fresh:
            page = shelf[ref]
            page.memberships.set(
                [
                    PartnerMembership(umbrella=shelf[f"partner:{each.partner}"], since=each.since)
                    for each in given.member_of
                ]
            )
            page.body = Scribe(shelf, page).stream("body", [{"paragraph": given.description}])
            publish(page)


def _partner(shelf: Shelf, given: facts.Partner) -> PartnerPage:
    page = PartnerPage(
        **given.model_dump(include={"short_name", "legal_name", "acronym", "legal_form", "kind", "founded", "website"}),
        title=given.short_name,
        lead=_first_sentence(given.description),
        city=shelf.get(f"city:{given.city}"),
        email=given.contact.mail,
        phone=given.contact.phone,
        **shown_image("logo", emblem_image(given.short_name) if given.founded else None, of=given.short_name),
    )
    page.service_area_items.set([PartnerServiceArea(city=shelf[f"city:{city}"]) for city in given.service_area])
    return page


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "."
