"""The page of an event tells everything about it."""

from __future__ import annotations

from tests.site.conftest import Visit
from tests.site.world import TITLE, World


def test_every_fact_of_the_conference_is_on_its_page(world: World, visit: Visit) -> None:
    text = visit(world.path("conference")).text
    for fact in (
        TITLE,
        "Konferenz",
        "Donnerstag, 31. Mai 2018",
        "Die Quelle nennt kein Jahr",
        "Literaturhaus",
        "Aufzug, stufenloser Eingang",
        "rund 50 Teilnehmende",
        "samo.fa",
        "VeMo Mitveranstalter",
        "gemeinsam mit",
        "Dr. Ümit Koşan",
        "Vorstandsvorsitzende",
        "Beteiligung",
        "Partner vor Ort III",
        "Drei Punkte blieben hängen.",
        "„Asylprobleme sind unsere Probleme“",
        "6. Juni 2018",
        "Veröffentlicht von samo.fa",
    ):
        assert fact in text, fact


def test_roles_of_the_day_stand_beside_the_name(world: World, visit: Visit) -> None:
    assert "Petra Schneutzer Beauftragte Leiterin Vortrag" in visit(world.path("conference")).text


def test_only_people_with_a_public_profile_are_linked(world: World, visit: Visit) -> None:
    page = visit(world.path("conference"))
    assert page.links["Dr. Ümit Koşan"] == "/suche/?person=uemit-kosan"
    assert "Petra Schneutzer" not in page.links


def test_topic_series_partner_and_programme_lead_on(world: World, visit: Visit) -> None:
    links = visit(world.path("conference")).links
    assert links["Beteiligung"] == "/suche/?topic=beteiligung"
    assert links["Partner vor Ort"] == "/suche/?series=partner-vor-ort"
    assert links["VeMo"] == world.path("vemo")
    assert links["Gemeinsam im Alltag in Halle (Saale)"] == world.path("city_programme")


def test_a_postponed_event_says_why_and_leads_to_the_new_date(world: World, visit: Visit) -> None:
    page = visit(world.path("postponed"))
    assert "Verschoben Der Referent ist erkrankt." in page.text
    assert page.links["Wohnen in Kiel (neuer Termin)"] == world.path("replacement")


def test_the_new_date_leads_back_to_the_old_one(world: World, visit: Visit) -> None:
    page = visit(world.path("replacement"))
    assert "Neuer Termin Anstelle von: Wohnen in Kiel (1. März 2027, 18:00–20:00 Uhr)" in page.text
    assert "zuerst angekündigt für 1. März 2027" in page.text
    assert page.links["Wohnen in Kiel"] == world.path("postponed")


def test_a_date_known_by_month_shows_no_day(world: World, visit: Visit) -> None:
    page = visit(world.path("vague"))
    assert "September 2027" in page.text
    assert "1. September" not in page.text
    assert page.all("time", datetime="2027-09")


def test_a_block_of_a_missing_plugin_is_not_shown(world: World, visit: Visit) -> None:
    assert "von einem Plugin, das fehlt" not in visit(world.path("conference")).html


def test_every_block_can_be_linked_to(world: World, visit: Visit) -> None:
    page = visit(world.path("conference"))
    quote = next(block for block in world["conference"].report if block.block_type == "quote")
    assert page.all("div", id=f"b-{quote.id[:8]}")


def test_the_announcement_stays_beside_the_report(world: World, visit: Visit) -> None:
    page = world["conference"]
    page.announcement = '[{"type": "paragraph", "value": "<p>Wir laden ein.</p>", "id": "a1b2c3d4-0000"}]'
    page.save_revision().publish()
    text = visit(world.path("conference")).text
    assert text.index("Drei Punkte blieben hängen.") < text.index("Wir laden ein.")
