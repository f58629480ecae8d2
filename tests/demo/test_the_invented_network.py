"""The network around the conference: large and varied enough to try everything, and invented throughout."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.content.demo.facts import Event
from cms.content.demo.reading import DATA
from cms.content.demo.reading import archive as read_archive
from cms.content.models import CreditedImage, EventPage, NewsPage, PartnerPage, Person
from cms.publishing.models import Entry, EntryState

from .conftest import Archive
from .test_facts_of_the_conference import REAL_PEOPLE

pytestmark = pytest.mark.django_db

SOURCE_SENTENCES = (
    "skizzierte den Beitrag, den Migrantenorganisationen bereits seit vielen Jahren",
    "deren Engagement oftmals langfristig ausgelegt",
    "Netzwerke stärken die Kommunikation miteinander",
    "entstanden angeregte Diskussionen über die Herausforderungen",
    "Lücken im Gesetz zu schließen",
    "die aufgebaute Beziehung zwischen Geflüchteten",
)
"""Pieces of the published report, which must not be copied."""


def all_documents() -> list[Any]:
    import orjson

    return [orjson.loads(entry.document) for entry in Entry.objects.filter(state=EntryState.LIVE)]


def walk(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)


def test_the_network_is_as_large_as_promised(archive: Archive) -> None:
    assert archive.count("cities") == 6
    assert archive.count("city-programmes", "locale=de") == 6
    assert archive.count("partners", "locale=de") == 20 + 8
    assert archive.count("events", "locale=de") == 65
    assert archive.count("news", "locale=de") == 25
    assert Person.objects.count() == 60 + 5


def test_every_page_of_the_archive_is_public(archive: Archive) -> None:
    drafts = [page.title for model in (EventPage, NewsPage, PartnerPage) for page in model.objects.filter(live=False)]
    assert drafts == []


def test_events_run_from_2014_to_2027_in_all_phases(archive: Archive) -> None:
    years = {day.start[:4] for event in read_archive().events for day in event.dates}
    assert years == {str(year) for year in range(2014, 2028)}


def test_every_kind_of_life_is_shown(archive: Archive) -> None:
    events = read_archive().events
    statuses = {event.status for event in events}
    assert statuses >= {"confirmed", "planned", "postponed", "rescheduled", "cancelled", "full", "moved_online"}
    assert {event.attendance for event in events} == {"onsite", "online", "hybrid"}
    assert any(len(event.dates) > 2 for event in events), "no event with several dates"
    assert any(date.end and date.end > date.start for event in events for date in event.dates), "no long event"
    assert any(event.series for event in events)
    assert any(_is_past(event) and event.report for event in events)
    assert any(_is_past(event) and not event.report for event in events)


def _is_past(event: Event) -> bool:
    return all((date.end or date.start) < "2026-11-25" for date in event.dates)


def test_a_postponed_event_leads_to_its_replacement_and_back(archive: Archive) -> None:
    before = archive.document("events", "event:wohnungstest-verschoben")
    after = archive.document("events", "event:wohnungstest-2027")
    assert before["replaced_by"]["id"] == after["id"]
    assert ["replaces", before["id"]] in [[each["kind"]["value"], each["event"]["id"]] for each in after["relations"]]
    assert after["occurrences"][0]["previous_start"] == "2026-09-24"


def test_a_contribution_keeps_the_role_of_its_day(archive: Archive) -> None:
    early = archive.document("events", "event:vielstimmig-1")
    late = archive.document("events", "event:vielstimmig-11")
    assert roles_of(early, "Farhad Rostampour") == ["Vorsitzender"]
    assert roles_of(late, "Halina Ostrowiecka") == ["Geschäftsführerin"]


def roles_of(document: Any, name: str) -> list[str]:
    return [role for each in document["contributions"] if each["name"] == name for role in each["roles"]]


def test_english_pages_and_one_each_in_arabic_and_turkish(archive: Archive) -> None:
    listed = Entry.objects.filter(
        state=EntryState.LIVE, type__in=["event", "partner", "city_programme", "news", "page"]
    )
    assert listed.filter(locale="en").count() >= 6
    assert archive.document("partners", "partner:foerdeanker", locale="ar")["direction"] == "rtl"
    assert "Görünür" in archive.document("events", "event:frauenkonferenz-2027", locale="tr")["title"]


@pytest.mark.plugin("press")
def test_a_plugin_adds_its_part(archive: Archive) -> None:
    releases = archive.get("press-releases?locale=de")["items"]
    assert len(releases) == 2
    assert all(block_types(each)[-1] == "press_contact" for each in releases)
    assert "  Plugin press" in archive.output


def block_types(document: Any) -> list[str]:
    return [block["type"] for block in document["body"]]


def test_no_words_are_put_into_the_mouth_of_a_real_person(archive: Archive) -> None:
    quotes = [
        block["value"]
        for document in all_documents()
        for block in walk(document)
        if block.get("type") == "quote" and block["value"]["speaker"]["name"] in REAL_PEOPLE
    ]
    assert quotes, "the one quotation is missing"
    assert {(each["text"], each["kind"]["value"], each["speaker"]["name"]) for each in quotes} == {
        ("Asylprobleme sind unsere Probleme", "direct", "Olga Ebert")
    }


def test_real_people_appear_at_the_conference_only(archive: Archive) -> None:
    events = {
        document["title"]
        for document in all_documents()
        if document["type"] == "event"
        for each in document["contributions"]
        if each["name"] in REAL_PEOPLE
    }
    assert len(events) == 2, "the German page and its English translation"
    assert all("(K)EINE Rolle" in title for title in events)


def test_real_people_have_no_public_profile(archive: Archive) -> None:
    family_names = {name.rsplit(" ", 1)[1] for name in REAL_PEOPLE}
    assert not Person.objects.filter(family_name__in=family_names, public_profile=True).exists()
    public = {item["title"] for item in archive.get("people?limit=100")["items"]}
    assert public
    assert not public & REAL_PEOPLE


def test_no_sentence_of_the_published_report_is_copied() -> None:
    text = "\n".join(path.read_text() for path in Path(DATA).rglob("*.toml"))
    assert [piece for piece in SOURCE_SENTENCES if piece in text] == []


def test_every_image_has_text_credit_and_licence(archive: Archive) -> None:
    images = CreditedImage.objects.all()
    assert images.count() > 80
    for image in images:
        assert image.description
        assert image.credit
        assert image.licence


def test_images_are_the_same_each_time_and_small() -> None:
    from cms.content.demo.drawing import poster

    first, second = poster("Ein Platz am Tisch"), poster("Ein Platz am Tisch")
    assert first == second
    assert first.description.startswith("Abstraktes Plakat: ")
    assert len(first.jpeg) < 200_000


def test_loading_again_changes_nothing(archive: Archive) -> None:
    before = list(Entry.objects.order_by("pk").values_list("pk", "sequence", "etag"))
    output = StringIO()
    call_command("demo", stdout=output)
    assert "0 new things" in output.getvalue()
    assert list(Entry.objects.order_by("pk").values_list("pk", "sequence", "etag")) == before


def test_ledger_and_content_agree_after_loading(archive: Archive) -> None:
    output = StringIO()
    call_command("publishing", "verify", stdout=output)
    assert "agree" in output.getvalue()


def test_every_picture_says_what_it_shows_or_that_it_decorates(archive: Archive) -> None:
    documents = all_documents()
    pictures = [inner for inner in walk(documents) if "srcset" in inner]
    assert len(pictures) > 80
    assert [picture for picture in pictures if bool(picture["alt"]) == picture["decorative"]] == []
    described = {document["locale"] for document in documents if (document.get("hero_image") or {}).get("alt")}
    assert described == {"de"}


def test_translations_say_nothing_in_german_that_is_not_marked(archive: Archive) -> None:
    """What pages say themselves counts as of their language: pictures, and the roles in their texts."""
    german = read_archive().languages["en"].texts.keys()
    for plural, name in (("partners", "logo"), ("events", "hero_image")):
        for locale in ("en", "tr", "ar"):
            for document in archive.get(f"{plural}?locale={locale}&limit=100")["items"]:
                assert not (document[name] and document[name]["alt"]), document["title"]
    for document in archive.get("events?locale=en&limit=100")["items"]:
        whole = archive.get(f"events/{document['id']}")
        speakers = [each["value"]["speaker"] for each in whole["report"] if each["type"] in ("quote", "statement")]
        roles = [
            part
            for speaker in speakers
            for role in speaker["roles"]
            for role in role.split("; ")
            for part in role.split(", ")
        ]
        assert not german & set(roles), document["title"]
