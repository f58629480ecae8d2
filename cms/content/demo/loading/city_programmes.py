"""City programmes."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.loading.images import poster_image, shown_image
from cms.content.demo.loading.shelf import Shelf, publish
from cms.content.demo.loading.streams import Scribe
from cms.content.models import CityProgrammePage, ProgrammeCoordinator, ProgrammeFigure, ProgrammePartner


def draft_city_programmes(shelf: Shelf) -> None:
    """Shelves the city programmes; new ones are drafts."""
    for given in shelf.archive.city_programmes:
        ref = f"city_programme:{given.key}"
        shelf.keep_page(ref, shelf["index:city_programmes"], partial(_city_programme, shelf, given))


def publish_city_programmes(shelf: Shelf) -> None:
    """Publishes the new city programmes with their texts."""
    for given in shelf.archive.city_programmes:
        ref = f"city_programme:{given.key}"
        if ref in shelf.fresh:
            page = shelf[ref]
            page.body = Scribe(shelf, page).stream("body", given.body)
            publish(page)


def _city_programme(shelf: Shelf, given: facts.CityProgramme) -> CityProgrammePage:
    programme, city = shelf[f"programme:{given.programme}"], shelf[f"city:{given.city}"]
    page = CityProgrammePage(
        title=f"{programme} in {city}",
        programme=programme,
        city=city,
        goals="\n".join(given.goals),
        **shown_image("hero_image", poster_image(given.image)),
        **given.model_dump(include={"lead", "runs_from", "runs_until", "funding_line"}),
    )
    page.partner_items.set(
        [ProgrammePartner(partner=shelf[f"partner:{each.partner}"], role=each.role) for each in given.partners]
    )
    page.coordinator_items.set(
        [
            ProgrammeCoordinator(person=shelf[f"person:{each.person}"], since=each.since, until=each.until)
            for each in given.coordinators
        ]
    )
    page.figure_items.set([ProgrammeFigure(**figure.model_dump()) for figure in given.figures])
    return page
