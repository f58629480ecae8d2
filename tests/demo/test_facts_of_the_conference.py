"""Every fact of the published report on the conference in Halle (Saale), asked of the API document of the conference."""

from __future__ import annotations

from typing import Any

import pytest

from cms.content.demo.loading.loaded_objects import identity
from cms.content.models import Person

from .conftest import Archive

pytestmark = pytest.mark.django_db

REAL_PEOPLE = {"Dr. Tarek Ali", "Petra Schneutzer", "Dr. Ümit Koşan", "Olga Ebert", "Jan Kaltofen"}


def blocks(document: Any, kind: str) -> list[Any]:
    return [block["value"] for block in document["report"] if block["type"] == kind]


def contribution(document: Any, name: str) -> Any:
    (found,) = [each for each in document["contributions"] if each["name"] == name]
    return found


def test_the_glued_breadcrumb_became_programme_and_city(conference: Any) -> None:
    assert [programme["title"] for programme in conference["programmes"]] == ["Gemeinsam im Alltag"]
    assert [city["title"] for city in conference["cities"]] == ["Halle (Saale)"]
    assert [page["title"] for page in conference["city_programmes"]] == ["Gemeinsam im Alltag in Halle (Saale)"]


def test_the_title_is_taken_apart_into_theme_format_and_city(conference: Any) -> None:
    theme = "(K)EINE Rolle der Migrantenorganisationen zur Gestaltung kommunaler nachhaltiger Integration?"
    assert conference["theme"] == theme
    assert conference["format"] == {"value": "conference", "label": "Konferenz"}
    assert conference["title"] == f"„{theme}“ – Konferenz in Halle (Saale)"


def test_the_address_does_not_say_the_opposite(conference: Any) -> None:
    assert conference["path"].startswith("/veranstaltungen/k-eine-rolle-der-migrantenorganisationen")


def test_the_empty_author_stays_empty_and_a_partner_publishes(conference: Any) -> None:
    assert conference["byline"] is None
    assert conference["published_by"]["type"] == "partner"
    assert conference["publisher"]["name"] == conference["published_by"]["title"]


def test_it_was_published_on_6_june_2018(conference: Any) -> None:
    assert conference["published_on"] == "2018-06-06"
    assert conference["report_published_on"] == "2018-06-06"


def test_the_day_is_known_the_year_concluded_the_time_unknown(conference: Any) -> None:
    (occurrence,) = conference["occurrences"]
    assert conference["start"] == "2018-05-31T00:00:00+02:00"
    assert conference["precision"]["value"] == "day"
    assert conference["year_inferred"] is True
    assert conference["has_time"] is False
    assert occurrence["start_date"] == occurrence["end_date"] == "2018-05-31"


def test_it_is_a_report_without_announcement(conference: Any) -> None:
    assert conference["is_reported"] is True
    assert conference["report"]
    assert conference["announcement"] == []


def test_it_took_place_at_the_literaturhaus(conference: Any) -> None:
    place = conference["occurrences"][0]["place"]
    assert place["name"] == "Literaturhaus"
    assert "Halle (Saale)" in str(place["city"])


def test_rund_50_took_part(conference: Any) -> None:
    assert conference["participants"] == 50
    assert conference["participants_qualifier"] == {"value": "about", "label": "rund"}


def test_samofa_was_host_city_and_council_co_hosts(conference: Any) -> None:
    assert [(each["name"], each["role"]["value"]) for each in conference["organisers"]] == [
        ("samo.fa", "host"),
        ("Stadt Halle (Saale)", "co_host"),
        ("Ausländerbeirat der Stadt Halle (Saale)", "co_host"),
    ]
    assert all(each["partner"]["url"] for each in conference["organisers"])


def test_the_agenda_has_three_items_and_a_lead_question(conference: Any) -> None:
    (agenda,) = blocks(conference, "agenda")
    assert [item["title"] for item in agenda["items"]] == ["Eröffnung", "Einführungsvorträge", "Podiumsdiskussion"]
    assert [bool(item["question"]) for item in agenda["items"]] == [False, True, False]
    assert "Flüchtlingspolitik" in agenda["items"][1]["question"]


@pytest.mark.parametrize(
    ("name", "kind", "roles", "partner"),
    [
        (
            "Dr. Tarek Ali",
            "opening",
            ["Vorsitzender"],
            "Verband der Migrantenorganisationen Halle (Saale)",
        ),
        (
            "Petra Schneutzer",
            "input",
            [
                "Beauftragte für Migration und Integration der Stadt Halle (Saale)",
                "Leiterin des Netzwerkes für Migration und Integration der Stadt Halle (Saale)",
            ],
            "Stadt Halle (Saale)",
        ),
        ("Dr. Ümit Koşan", "input", ["Vorstandsvorsitzende"], "Bundesverband NeMO"),
        (
            "Olga Ebert",
            "quoted",
            ["Vorsitzende", "Vertreterin der MO’s"],
            "Förderverein der Deutschen aus Russland in Sachsen-Anhalt",
        ),
        ("Jan Kaltofen", "unspecified", ["Geschäftsführer"], "Jobcenter Halle (Saale)"),
    ],
)
def test_five_people_speak_in_the_roles_of_the_day(
    conference: Any, name: str, kind: str, roles: list[str], partner: str
) -> None:
    found = contribution(conference, name)
    assert found["kind"]["value"] == kind
    assert found["roles"] == roles
    assert found["partner"]["title"] == partner


def test_nobody_else_speaks(conference: Any) -> None:
    assert {each["name"] for each in conference["contributions"]} == REAL_PEOPLE
    assert len(conference["contributions"]) == 5


def test_petra_schneutzer_has_two_roles_at_two_organisations(archive: Archive) -> None:
    person = Person.objects.get(uuid=identity("person:petra-schneutzer"))
    assert {affiliation.organisation for affiliation in person.affiliations.all()} == {
        "Stadt Halle (Saale)",
        "Netzwerk für Migration und Integration der Stadt Halle (Saale)",
    }


def test_there_is_exactly_one_direct_quotation(conference: Any) -> None:
    (quote,) = blocks(conference, "quote")
    assert quote["text"] == "Asylprobleme sind unsere Probleme"
    assert quote["kind"]["value"] == "direct"
    assert quote["speaker"]["name"] == "Olga Ebert"
    assert "Förderverein" in quote["speaker"]["roles"][0]
    assert "Vertreterin der MO’s" in quote["speaker"]["roles"][0]


def test_reported_speech_is_no_quotation(conference: Any) -> None:
    statements = blocks(conference, "statement")
    assert [each["speaker"]["name"] for each in statements] == ["Petra Schneutzer", "Dr. Ümit Koşan", "Jan Kaltofen"]
    assert not any(mark in each["text"] for each in statements for mark in '„“”"»«')


def test_the_outcomes_are_those_of_the_participants(conference: Any) -> None:
    (outcomes,) = blocks(conference, "outcomes")
    assert {item["agreed_by"] for item in outcomes["items"]} == {"die Teilnehmenden"}
    networks, inclusion, structures, relations = (item["text"] for item in outcomes["items"])
    assert "Netzwerke" in networks
    assert "Alle Migrantenorganisationen" in inclusion
    assert "Gesetzeslücken" in inclusion
    assert "fester Laufzeit" in structures
    assert "überdauern" in relations


def test_the_topics_come_from_the_vocabulary(conference: Any, archive: Archive) -> None:
    assert {topic["title"] for topic in conference["topics"]} == {
        "Migrantenorganisationen",
        "Kommunale Integration",
        "Flüchtlingspolitik",
        "Beteiligung",
        "Nachhaltige Förderung",
        "Vernetzung",
        "Arbeit",
        "Sport",
    }
    topic = archive.get(f"topics/{identity('topic:migrantenorganisationen')}")
    assert {"MO", "Migrantenorganisation"} <= set(topic["synonyms"])


def test_the_tail_of_unknown_function_is_not_published(conference: Any) -> None:
    assert "Partner vor Ort" not in str(conference)
    assert conference["series"] == []


def test_eight_organisations_are_partners(archive: Archive, conference: Any) -> None:
    expected = {
        "Stadt Halle (Saale)": "municipality",
        "Ausländerbeirat der Stadt Halle (Saale)": "council",
        "Verband der Migrantenorganisationen Halle (Saale)": "umbrella",
        "Bundesverband NeMO": "umbrella",
        "Netzwerk für Migration und Integration der Stadt Halle (Saale)": "umbrella",
        "Förderverein der Deutschen aus Russland in Sachsen-Anhalt": "migrant_organisation",
        "Jobcenter Halle (Saale)": "authority",
        "samo.fa": "project",
    }
    partners = {item["title"]: item["kind"]["value"] for item in archive.get("partners?limit=100")["items"]}
    assert {name: partners.get(name) for name in expected} == expected


def test_the_association_keeps_its_legal_name_and_acronym(archive: Archive) -> None:
    vemo = archive.document("partners", "partner:vemo")
    assert vemo["acronym"] == "VeMo"
    assert vemo["legal_name"] == "Verband der Migrantenorganisationen Halle (Saale)\u00a0e.V."


def test_the_misspelt_word_is_kept_as_it_was(conference: Any) -> None:
    assert "„Modelprojekt“" in str(blocks(conference, "paragraph"))
    assert "Modellprojekt" not in str(conference)
