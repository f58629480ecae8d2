"""Partners: first all of them as drafts, so that they can refer to each other, then published."""

from __future__ import annotations

from cms.content.demo import facts
from cms.content.demo.loading.images import emblem_image, shown_image
from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.streams import StreamWriter
from cms.content.models import PartnerMembership, PartnerPage, PartnerServiceArea


def draft_partners(loaded: LoadedObjects) -> None:
    loaded.draft_pages("partner", loaded.archive.partners, "index:partners", _partner)


def publish_partners(loaded: LoadedObjects) -> None:
    """Publishes the new partners with their memberships and descriptions."""
    for page, given in loaded.new_pages("partner", loaded.archive.partners):
        page.memberships.set(
            [
                PartnerMembership(umbrella=loaded[f"partner:{each.partner}"], since=each.since)
                for each in given.member_of
            ]
        )
        page.body = StreamWriter(loaded, page).stream("body", [{"paragraph": given.description}])
        publish(page)


def _partner(loaded: LoadedObjects, given: facts.Partner) -> PartnerPage:
    page = PartnerPage(
        **given.model_dump(include={"short_name", "legal_name", "acronym", "legal_form", "kind", "founded", "website"}),
        title=given.short_name,
        lead=_first_sentence(given.description),
        city=loaded.get(f"city:{given.city}"),
        email=given.contact.mail,
        phone=given.contact.phone,
        **shown_image("logo", emblem_image(given.short_name) if given.founded else None, of=given.short_name),
    )
    page.service_area_items.set([PartnerServiceArea(city=loaded[f"city:{city}"]) for city in given.service_area])
    return page


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "."
