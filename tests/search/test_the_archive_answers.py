"""The archive answers with what is public now, says where it stands, and is never a dead end."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.content.models import City, EventPage, Person
from cms.publishing.consumer_runner import catch_up_all
from cms.publishing.models import Entry
from cms.publishing.reading.filters import Filter
from search import indexing, keeping, service, standing
from search.query import SearchQuery
from search.results import Results
from tests.publishing.conftest import paragraph

Make = Callable[..., Any]


@pytest.fixture
def konferenz(event: Make, index: None) -> EventPage:
    koshan = Person.objects.create(given_name="Ümit", family_name="Koşan", honorific="Dr.")
    report = [
        *paragraph("Rund fünfzig Menschen sprachen über Migrantenorganisationen."),
        {
            "type": "quote",
            "id": "99999999-0000-0000-0000-000000000000",
            "value": {
                "text": "Ohne Ehrenamt geht es nicht",
                "kind": "direct",
                "name": "Amina Beispiel",
                "language": "de",
            },
        },
    ]
    page: EventPage = event("Zusammen wohnen", person=koshan, report=json.dumps(report))
    catch_up_all()
    indexing.rebuild(service.embedded())
    return page


def asked(text: str, **options: Any) -> Results:
    return service.search(SearchQuery(text=text, now=timezone.now(), **options))


def test_a_page_is_found_by_the_people_who_took_part(konferenz: EventPage) -> None:
    assert [hit.title for hit in asked("kosan").hits] == [konferenz.title]


def test_a_hit_on_a_quote_knows_its_block_and_its_speaker(konferenz: EventPage) -> None:
    passage = asked("Ehrenamt").hits[0].passage
    assert passage is not None
    assert (passage.type, passage.block_id, passage.speaker) == (
        "quote",
        "99999999-0000-0000-0000-000000000000",
        "Amina Beispiel",
    )
    assert ("Ehrenamt", True) in passage.text


def test_publishing_is_found_and_taking_back_is_gone(konferenz: EventPage) -> None:
    konferenz.lead = "Mit Quittenkuchen"
    konferenz.save_revision().publish()
    catch_up_all()
    assert asked("Quittenkuchen").total == 1
    konferenz.unpublish()
    catch_up_all()
    assert asked("Quittenkuchen").total == 0


def test_what_the_ledger_calls_withdrawn_is_not_shown_even_if_the_index_lags(konferenz: EventPage) -> None:
    konferenz.unpublish()
    assert asked("Zusammen wohnen").hits == ()


def test_a_misspelt_word_is_mended_and_the_mend_is_told(konferenz: EventPage) -> None:
    results = asked("Ehernamt")
    assert (results.corrected, results.relaxed, results.total) == ("Ehrenamt", "spelling", 1)


def test_a_phrase_that_nobody_wrote_falls_back_to_its_words(konferenz: EventPage) -> None:
    results = asked('"geht Ehrenamt"')
    assert (results.relaxed, results.total) == ("words", 1)


def test_without_any_answer_the_newest_is_offered(konferenz: EventPage) -> None:
    results = asked("Xylophonkurs")
    assert (results.relaxed, results.total) == ("newest", 0)
    assert results.hits


def test_facets_have_labels_and_keep_what_was_chosen(konferenz: EventPage) -> None:
    wanted = Filter(facets={"city": (("kassel",),)})
    cities = {each.value: each for each in asked("wohnen", filter=wanted, facets=("city",)).facets["city"]}
    assert (cities["halle-saale"].label, cities["halle-saale"].count) == ("Halle (Saale)", 1)
    assert (cities["kassel"].count, cities["kassel"].chosen) == (0, True)


@pytest.mark.parametrize("text", ['"', "\x00", "a" * 10_000, "*", "\ud800", "' OR 1=1", "NEAR(", "-", '"" ""'])
def test_nothing_that_can_be_typed_breaks_it(konferenz: EventPage, text: str) -> None:
    assert isinstance(asked(text), Results)


def test_without_elasticsearch_the_embedded_engine_answers_and_says_so(konferenz: EventPage, settings: Any) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:9"
    service.engine.cache_clear()
    results = asked("wohnen")
    assert (results.engine, results.fallback, results.total) == ("embedded", True, 1)


def test_without_elasticsearch_publishing_goes_on_and_is_found_by_the_engine_that_stands_in(
    konferenz: EventPage, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:9"
    service.engine.cache_clear()
    for lead in ("Trotzdem", "Immernoch"):  # The second change comes after the first one has failed.
        konferenz.lead = lead
        konferenz.save_revision().publish()
        catch_up_all()
    assert "The consumer search failed" in caplog.text
    results = asked("Immernoch")
    assert (results.fallback, results.total) == (True, 1)


def test_an_index_that_has_outgrown_its_vocabulary_is_built_anew(konferenz: EventPage, event: Make) -> None:
    before = service.embedded().vocabulary().documents
    for number in range(2 * before + standing.SLACK + 1):
        event(f"Stammtisch {number}")
    event("Kirschkernweitspucken")
    catch_up_all()
    keeping.keep_indices()
    assert service.embedded().vocabulary().documents > 2 * before
    assert asked("Kisrchkernweitspucken").corrected == "Kirschkernweitspucken"


def test_a_renamed_city_is_shown_by_its_new_name(konferenz: EventPage) -> None:
    assert _city_label() == "Halle (Saale)"
    city = City.objects.get(slug="halle-saale")
    city.name = "Händelstadt"
    city.save()
    assert _city_label().startswith("Händelstadt")


def _city_label() -> str:
    return asked("wohnen", facets=("city",)).facets["city"][0].label


def test_the_command_builds_where_it_is_needed_and_tells_how_it_stands(konferenz: EventPage) -> None:
    service.embedded().clear()
    service.embedded.cache_clear()
    service.engine.cache_clear()
    call_command("search", "update", verbosity=0)
    out = StringIO()
    call_command("search", "status", stdout=out)
    searchable = Entry.objects.filter(type__in=["event", "partner", "page"], state="live").count()
    assert f"embedded: {searchable} of {searchable}" in out.getvalue()
