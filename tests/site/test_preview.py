"""Editors see before publishing what visitors will see."""

from __future__ import annotations

from tests.site.conftest import Visit
from tests.site.world import World, event, on


def test_a_preview_shows_the_draft_and_visitors_what_is_public(world: World, visit: Visit) -> None:
    page = world["party"]
    page.title, page.lead = "Fest der 71 Sprachen", "Ein Entwurf"
    page.participants = 2
    preview = page.make_preview_request().content.decode()
    assert "Fest der 71 Sprachen" in preview
    assert "2 Teilnehmende" in preview
    assert "1.200 Teilnehmende" in visit(world.path("party")).text


def test_a_page_that_was_never_saved_can_be_previewed(world: World) -> None:
    page = event("Noch nie gespeichert", on("2027-05-01"), format="meeting")
    page.slug, page.locale = "platzhalter", world["home"].locale
    index = world["events"]
    page.path, page.depth = f"{index.path}9999", index.depth + 1
    assert "Samstag, 1. Mai 2027" in page.make_preview_request().content.decode()
