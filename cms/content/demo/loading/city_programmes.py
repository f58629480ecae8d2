"""City programmes."""

from __future__ import annotations

from cms.content.demo import facts
from cms.content.demo.loading.images import poster_image, shown_image
from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.streams import StreamWriter
from cms.content.models import CityProgrammePage, ProgrammeCoordinator, ProgrammeFigure, ProgrammePartner


def draft_city_programmes(loaded: LoadedObjects) -> None:
    given = loaded.archive.city_programmes
    loaded.draft_pages("city_programme", given, "index:city_programmes", _city_programme)


def publish_city_programmes(loaded: LoadedObjects) -> None:
    for page, given in loaded.new_pages("city_programme", loaded.archive.city_programmes):
        page.body = StreamWriter(loaded, page).stream("body", given.body)
        publish(page)


def _city_programme(loaded: LoadedObjects, given: facts.CityProgramme) -> CityProgrammePage:
    programme, city = loaded[f"programme:{given.programme}"], loaded[f"city:{given.city}"]
    page = CityProgrammePage(
        title=f"{programme} in {city}",
        programme=programme,
        city=city,
        goals="\n".join(given.goals),
        **shown_image("hero_image", poster_image(given.image)),
        **given.model_dump(include={"lead", "runs_from", "runs_until", "funding_line"}),
    )
    page.partner_items.set(
        [ProgrammePartner(partner=loaded[f"partner:{each.partner}"], role=each.role) for each in given.partners]
    )
    page.coordinator_items.set(
        [
            ProgrammeCoordinator(person=loaded[f"person:{each.person}"], since=each.since, until=each.until)
            for each in given.coordinators
        ]
    )
    page.figure_items.set([ProgrammeFigure(**figure.model_dump()) for figure in given.figures])
    return page
