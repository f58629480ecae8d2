"""What partners get: everything that their websites show, and nothing that is not public."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy

from cms.content.documents.city_programme import city_programme_document
from cms.content.documents.estimates import sum_of
from cms.content.documents.event import event_document, event_passages
from cms.content.documents.news import news_document
from cms.content.facets import core_facets
from cms.content.models import (
    CityProgrammeIndexPage,
    CityProgrammePage,
    EventCityProgramme,
    EventContribution,
    EventOrganiser,
    EventPage,
    EventSeriesItem,
    EventTopic,
    NewsCityProgramme,
    NewsEvent,
    NewsIndexPage,
    NewsPage,
    Programme,
    Series,
    Topic,
)
from cms.extend import FacetValue, public_id
from cms.public.values import Labelled
from cms.publishing.models import Entry
from tests.content import making
from tests.content.making import event, on, published


def city_programme() -> CityProgrammePage:
    programme = Programme.objects.create(name="Gemeinsam im Alltag")
    page = CityProgrammePage(title="Gemeinsam im Alltag in Halle (Saale)", programme=programme, city=making.city())
    return published(page, below=CityProgrammeIndexPage)


def full_event(*, speakers: int = 1) -> EventPage:
    topics = [Topic.objects.get_or_create(name=name)[0] for name in ("Beteiligung", "Vernetzung")]
    return published(
        event(
            "(K)EINE Rolle?",
            on("2018-05-31", place=making.place(), year_inferred=True),
            format="conference",
            participants=50,
            participants_qualifier="about",
            organisers=[EventOrganiser(partner=making.partner(f"Verein {at}")) for at in range(speakers)],
            contributions=[
                EventContribution(person=making.person("Ada", f"Beispiel {at}"), roles="Rednerin")
                for at in range(speakers)
            ],
            topic_items=[EventTopic(topic=topic) for topic in topics],
            series_items=[EventSeriesItem(series=Series.objects.get_or_create(name="Partner vor Ort")[0], number=3)],
            report=making.paragraph("Rund fünfzig kamen."),
        )
    )


def test_an_event_says_all_that_is_known(home: object) -> None:
    with translation.override("de"):
        document = event_document(full_event())
    assert document.title == "„(K)EINE Rolle?“ – Konferenz in Halle (Saale)"
    assert document.format.model_dump() == {"value": "conference", "label": "Konferenz"}
    assert document.start is not None
    assert document.start.isoformat() == "2018-05-31T00:00:00+02:00"
    assert (document.has_time, document.year_inferred) == (False, True)
    assert document.occurrences[0].place is not None
    assert document.occurrences[0].place.name == "Literaturhaus"
    assert [city.title for city in document.cities] == ["Halle (Saale)"]
    assert document.participants_qualifier is not None
    assert document.participants_qualifier.label == "rund"
    assert (document.series[0].number, document.series[0].roman) == (3, "III")
    assert document.is_reported
    assert document.url == "http://testserver/veranstaltungen/k-eine-rolle-konferenz-in-halle-saale/"


def test_an_event_is_found_by_people_places_and_synonyms(home: object) -> None:
    page = full_event()
    Topic.objects.filter(name="Beteiligung").update(synonyms="Partizipation\nTeilhabe")
    passages = {(passage.type, passage.text) for passage in event_passages(EventPage.objects.get(pk=page.pk))}
    assert ("contribution", "Ada Beispiel 0, Rednerin") in passages
    assert ("place", "Literaturhaus, Halle (Saale)") in passages
    assert ("topic", "Beteiligung Partizipation Teilhabe") in passages
    assert ("paragraph", "Rund fünfzig kamen.") in passages


def test_one_record_through_its_life(home: object) -> None:
    page = published(event("Fest", on("2018-05-31"), announcement=making.paragraph("Kommt!")))
    assert not event_document(page).is_reported
    page.report = making.paragraph("Ihr kamt.")
    page.save_revision().publish()
    document = event_document(EventPage.objects.get(pk=page.pk))
    assert (document.is_reported, len(document.announcement), len(document.report)) == (True, 1, 1)


def test_a_series_of_dates_begins_with_the_first_and_ends_with_the_last(home: object) -> None:
    page = published(event("Kurs", on("2018-06-07"), on("2018-05-31"), on("2018-06-14", end_date=dt.date(2018, 6, 15))))
    document = event_document(page)
    assert document.start is not None
    assert document.end is not None
    assert (document.start.isoformat(), document.end.isoformat()) == (
        "2018-05-31T00:00:00+02:00",
        "2018-06-16T00:00:00+02:00",
    )


def test_a_cancelled_event_names_what_takes_its_place(home: object) -> None:
    final = published(event("Dritter Versuch"))
    second = published(event("Zweiter Versuch", status="cancelled", status_note="Sturm.", replaced_by=final))
    first = published(event("Erster Versuch", status="postponed", status_note="Saal belegt.", replaced_by=second))
    document = event_document(first)
    assert document.replaced_by is not None
    assert document.replaced_by.title == final.title
    assert document.status_note == "Saal belegt."


@pytest.mark.parametrize(
    ("of_event", "of_dates", "planned", "expected"),
    [
        ("moved_online", ["confirmed"], "onsite", "online"),
        ("confirmed", ["moved_online", "moved_online"], "onsite", "online"),
        ("confirmed", ["moved_online", "confirmed"], "onsite", "onsite"),
        ("moved_online", ["confirmed"], "hybrid", "hybrid"),
        ("cancelled", ["moved_online"], "onsite", "onsite"),
        ("confirmed", ["confirmed"], "onsite", "onsite"),
    ],
)
def test_of_what_was_moved_online_nothing_is_on_site(
    home: object, of_event: str, of_dates: list[str], planned: str, expected: str
) -> None:
    dates = [on(f"2018-06-0{day}", status=status, status_note="Sturm.") for day, status in enumerate(of_dates, 1)]
    page = published(event("Umzug", *dates, status=of_event, status_note="Sturm.", attendance=planned))
    assert event_document(page).attendance.value == expected


def test_a_draft_is_nowhere_named(home: object) -> None:
    partner = making.partner("Geheimer Verein")
    page = published(event(organisers=[EventOrganiser(partner=partner)]))
    assert event_document(page).organisers[0].partner.title == partner.title
    partner.unpublish()
    hidden = EventPage.objects.get(pk=page.pk)
    assert event_document(hidden).organisers == []
    assert all(partner.title not in passage.text for passage in event_passages(hidden))


def test_the_halle_of_the_text_is_the_city_of_the_record(home: object) -> None:
    """T4: the addition belongs to the name, and spellings lead to one city."""
    city = making.city()
    assert str(city) == "Halle (Saale)"
    assert city.slug == "halle-saale"
    assert city.state.label == "Sachsen-Anhalt"
    assert city.alias_list == ["Halle/Saale", "Halle an der Saale"]
    page = full_event()
    facet = next(facet for facet in core_facets() if facet.name == "city")
    assert list(facet.values(page)) == [FacetValue("halle-saale", "Halle (Saale)")]


def test_a_sum_of_rounded_numbers_is_rounded(home: object) -> None:
    """T8."""
    programme = city_programme()
    for number, qualifier in ((30, "exact"), (50, "about")):
        lines = [EventCityProgramme(city_programme=programme)]
        published(event(participants=number, participants_qualifier=qualifier, city_programme_items=lines))
        figures = {figure.label: figure for figure in _figures(programme)}
        last = figures["Teilnehmende"]
    assert (last.value, last.qualifier.value, last.computed) == (80, "about", True)
    assert (figures["Veranstaltungen"].value, figures["Veranstaltungen"].qualifier.value) == (2, "exact")


@pytest.mark.parametrize(
    ("numbers", "is_complete", "total"),
    [
        ([(43, "exact"), (50, "about")], True, (90, "about")),
        ([(44, "exact"), (1200, "about"), (3900, "about")], True, (5100, "about")),
        ([(200, "over"), (57, "exact")], True, (300, "about")),
        ([(43, "about"), (40, "exact")], True, (85, "about")),
        ([(43, "exact"), (100, "exact")], True, (143, "exact")),
        ([(43, "exact"), (100, "exact")], False, (140, "about")),
        ([(2, "about")], True, (2, "about")),
        ([(0, "exact")], True, (0, "exact")),
        ([(4, "exact")], False, (4, "about")),
        ([(0, "about"), (7, "exact")], True, (5, "about")),
    ],
)
def test_a_sum_is_as_exact_as_the_least_exact_of_its_numbers(
    numbers: list[tuple[int, str]], is_complete: bool, total: tuple[int, str]
) -> None:
    assert sum_of(numbers, is_complete=is_complete) == total


def test_one_event_is_one_event(home: object) -> None:
    programme = city_programme()
    lines = [EventCityProgramme(city_programme=programme)]
    published(event(participants=1, participants_qualifier="exact", city_programme_items=lines))
    assert [figure.label for figure in _figures(programme)] == ["Veranstaltung", "Teilnehmende Person"]


def test_a_cancelled_event_is_not_counted(home: object) -> None:
    programme = city_programme()
    lines = [EventCityProgramme(city_programme=programme)]
    published(event(status="cancelled", status_note="Sturm.", city_programme_items=lines))
    assert _figures(programme)[0].value == 0


def _figures(programme: CityProgrammePage) -> list:
    with translation.override("de"):
        return city_programme_document(CityProgrammePage.objects.get(pk=programme.pk)).figures


def test_news_is_found_in_the_city_of_its_event(home: object) -> None:
    programme = city_programme()
    page = NewsPage(title="Der Rückblick ist da")
    page.event_items = [NewsEvent(event=full_event())]
    page.city_programme_items = [NewsCityProgramme(city_programme=programme)]
    page = published(page, below=NewsIndexPage)
    document = news_document(page)
    assert [card.type for card in (*document.events, *document.city_programmes)] == ["event", "city_programme"]
    facets = {facet.name: list(facet.values(page)) for facet in core_facets() if "news" in facet.types}
    assert [value.value for value in facets["city"]] == ["halle-saale"]
    assert [value.value for value in facets["programme"]] == ["gemeinsam-im-alltag"]


@pytest.mark.parametrize("locale", ["de", "en"])
def test_labels_speak_the_language_of_the_document(home: object, locale: str) -> None:
    page = full_event()
    with translation.override(locale):
        assert event_document(page).format.label == {"de": "Konferenz", "en": "Conference"}[locale]


def test_more_people_are_no_more_questions(home: object) -> None:
    def questions(page: EventPage) -> int:
        fresh = EventPage.objects.get(pk=page.pk)
        with CaptureQueriesContext(connection) as asked:
            event_document(fresh)
            list(event_passages(fresh))
            for facet in core_facets():
                if "event" in facet.types:
                    list(facet.values(fresh))
        return len(asked)

    few, many = full_event(speakers=1), full_event(speakers=8)
    questions(few)
    assert questions(many) == questions(few) <= 30


def test_a_programme_no_longer_counts_an_event_that_moved_to_another(home: object) -> None:
    halle = city_programme()
    kiel = CityProgrammePage(
        title="Gemeinsam in Kiel", programme=Programme.objects.create(name="Kieler Programm"), city=making.city("Kiel")
    )
    kiel = published(kiel, below=CityProgrammeIndexPage)
    page = published(event(city_programme_items=[EventCityProgramme(city_programme=halle)]))
    assert (_counted(halle), _counted(kiel)) == (1, 0)
    page.city_programme_items = [EventCityProgramme(city_programme=kiel)]
    page.save_revision().publish()
    assert (_counted(halle), _counted(kiel)) == (0, 1)
    EventPage.objects.get(pk=page.pk).unpublish()
    assert (_counted(halle), _counted(kiel)) == (0, 0)


def test_a_programme_no_longer_counts_an_event_that_is_deleted(
    home: object, django_capture_on_commit_callbacks: Any
) -> None:
    programme = city_programme()
    page = published(event(city_programme_items=[EventCityProgramme(city_programme=programme)]))
    assert _counted(programme) == 1
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert _counted(programme) == 0


def _counted(programme: CityProgrammePage) -> int:
    """How many events the published document counts."""
    figures = json.loads(Entry.objects.get(pk=public_id(programme)).document)["figures"]
    return int(figures[0]["value"])


def test_a_label_may_be_lazy_and_is_read_in_the_language_of_the_document() -> None:
    for code, read in (("de", "Passwort"), ("en", "Password")):
        with translation.override(code):
            assert Labelled(value="x", label=gettext_lazy("Password")).label == read
