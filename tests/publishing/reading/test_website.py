"""What the website asks of the ledger beside lists."""

from __future__ import annotations

from cms.public.reasons import Reason
from cms.publishing.reading import website
from tests.publishing.rows import Rows, titles


def test_sections_are_the_types_in_all_languages_and_pages_in_some(ledger: Rows) -> None:
    ledger.add("page", "Impressum", document={"legal_role": {"value": "imprint", "label": "Impressum"}})
    ledger.add("page", "Imprint", locale="en")
    ledger.add("event", "Kein Abschnitt")
    ledger.add("event_index", "Veranstaltungen")
    ledger.add("event_index", "Events", locale="en")
    ledger.add("partner", "Amal")
    found = website.sections(["event_index", "partner"], page_locales=["de"])
    assert [(each.type, each.title, each.role) for each in found] == [
        ("partner", "Amal", None),
        ("event_index", "Events", None),
        ("page", "Impressum", "imprint"),
        ("event_index", "Veranstaltungen", None),
    ]


def test_news_stand_with_what_is_put_below_their_section(ledger: Rows) -> None:
    ledger.add("news", "Alt", document={"published_on": "2018-05-31"})
    ledger.add("news", "Neu", document={"published_on": "2026-05-31"}, path="/anderswo/neu/")
    ledger.add("news", "Undatiert")
    ledger.add("partner", "Presse", document={"published_on": "2020-01-01"}, path="/meldungen/presse/")
    ledger.add("partner", "Meldungen", path="/meldungen/")
    ledger.add("partner", "Fremd", path="/fremd/")
    ledger.add("news", "News", locale="en", path="/meldungen/news/")
    assert titles(website.news_below("/meldungen/", locale="de")) == ["Neu", "Presse", "Alt", "Undatiert"]
    assert titles(website.news_below("", locale="de")) == ["Neu", "Alt", "Undatiert"]


def test_news_of_one_day_have_their_order(ledger: Rows) -> None:
    made = sorted(ledger.add("news", f"M{n}", document={"published_on": "2026-05-31"}).pk for n in range(6))
    assert [entry.pk for entry in website.news_below("", locale="de")] == made


def test_addresses_are_those_of_pages_with_translations_side_by_side(ledger: Rows) -> None:
    first = ledger.add("event", "Feast", locale="en")
    ledger.add("event", "Fest", key=first.translation_key)
    second = ledger.add("home", "Start", path="/")
    ledger.add("city", "Kiel", locale="")
    ledger.add("event", "Fort", reason=Reason.UNPUBLISHED)
    keys = sorted([first.translation_key, first.translation_key, second.translation_key])
    found = website.addresses(0, 9)
    assert [each.key for each in found] == keys
    assert [each.locale for each in found if each.key == first.translation_key] == ["de", "en"]
    assert len(website.address_changes()) == 3
    assert website.addresses(1, 2) == found[1:2]
    assert website.languages_with_front_page() == {"de"}
    assert website.paths_of_type("home") == {"de": "/"}
