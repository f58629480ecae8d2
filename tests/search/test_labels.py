"""People read for a value what the ledger calls it, in their language where it has a name there."""

from __future__ import annotations

import pytest

from cms.publishing.models import Entry, FacetRow
from cms.publishing.reading.sequence import current_sequence
from search.labels import Labels, read_since
from tests.publishing.conftest import ledger
from tests.publishing.rows import Rows

__all__ = ["ledger"]
HALLE = ("city", "halle")


@pytest.mark.parametrize(
    ("locale", "label", "said_in"),
    [("de", "Halle", "de"), ("en", "Halle", "de"), ("tr", "Halle şehri", "tr")],
)
def test_a_label_in_the_language_or_in_any(locale: str, label: str, said_in: str) -> None:
    labels = Labels(1, {HALLE: {"de": "Halle", "tr": "Halle şehri", "en": ""}})
    assert (labels.of(HALLE, locale), labels.locale_of(HALLE, locale)) == (label, said_in)


def test_what_nobody_calls_anything_is_called_as_it_is_written() -> None:
    assert (Labels().of(HALLE, "de"), Labels().locale_of(HALLE, "de")) == ("halle", "")


def test_only_what_has_changed_is_read(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "halle"})
    first = read_since(Labels(), current_sequence())
    assert (first.sequence, first.of(HALLE, "de")) == (current_sequence(), "halle (de)")
    FacetRow.objects.update(label="Ungelesen")
    assert read_since(first, current_sequence()) is first
    ledger.add("event", "Tagung", locale="en", facets={"city": "halle", "topic": "wohnen"})
    second = read_since(first, current_sequence())
    assert second.known == {HALLE: {"de": "halle (de)", "en": "halle (en)"}, ("topic", "wohnen"): {"en": "wohnen (en)"}}
    assert first.known == {HALLE: {"de": "halle (de)"}}


def test_the_last_change_names_it(ledger: Rows) -> None:
    for label in ("Zuerst", "Danach"):
        entry = ledger.add("event", label)
        FacetRow.objects.create(entry=entry, name="city", value="halle", label=label)
    assert read_since(Labels(), current_sequence()).of(HALLE, "de") == "Danach"


def test_what_nothing_is_found_under_any_more_has_no_name(ledger: Rows) -> None:
    entry = ledger.add("event", "Fest", facets={"person": "olga"})
    known = read_since(Labels(), current_sequence())
    Entry.objects.filter(pk=entry.pk).delete()
    ledger.add("event", "Tagung")
    assert read_since(known, current_sequence()).known == {}


def test_of_another_ledger_nothing_is_kept(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "halle"})
    elsewhere = Labels(99, {("city", "kiel"): {"de": "Kiel"}, HALLE: {"tr": "Halle şehri"}})
    assert read_since(elsewhere, current_sequence()).known == {HALLE: {"de": "halle (de)"}}
