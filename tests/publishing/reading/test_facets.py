"""Values of facets: counted, labelled, in use."""

from __future__ import annotations

from cms.public.reasons import Reason
from cms.publishing.models import Entry, FacetRow
from cms.publishing.reading import facets
from tests.publishing.rows import Rows


def test_values_are_counted_for_what_is_public_in_the_language(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "kiel", "topic": "wohnen"})
    ledger.add("event", "Markt", facets={"city": "kiel"})
    ledger.add("event", "Fort", facets={"city": "kiel"}, reason=Reason.EXPIRED)
    ledger.add("event", "Feast", facets={"city": "kiel"}, locale="en")
    ledger.add("news", "Neues", facets={"city": "kiel"})
    assert facets.facet_counts("event", locale="de", names=["city", "format"]) == [("city", "kiel", "kiel (de)", 2)]


def test_each_entry_has_its_own(ledger: Rows) -> None:
    fest = ledger.add("event", "Fest", facets={"topic": "wohnen", "city": "kiel"})
    ledger.add("event", "Markt", facets={"city": "halle"})
    assert list(facets.facets_of(fest.pk)) == [("topic", "wohnen", "wohnen (de)"), ("city", "kiel", "kiel (de)")]


def test_labels_are_those_of_the_language_and_of_records(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "kiel", "topic": "kiel"})
    ledger.add("event", "Feast", facets={"city": "kiel", "topic": "halle"}, locale="en")
    ledger.add("city", "Halle", facets={"city": "halle"}, locale="")
    assert facets.labels_of([("city", "kiel"), ("city", "halle")], locale="de") == {
        ("city", "kiel"): "kiel (de)",
        ("city", "halle"): "halle (alle)",
    }
    assert facets.labels_of([("topic", "halle")], locale="en") == {("topic", "halle"): "halle (en)"}
    assert facets.labels_of([], locale="de") == {}


def test_labels_come_in_the_order_of_changes(ledger: Rows) -> None:
    first = ledger.add("event", "Fest", facets={"city": "kiel"})
    second = ledger.add("event", "Feast", facets={"topic": "wohnen"}, locale="en")
    ledger.add("event", "Markt", facets={"city": "halle"})
    assert list(facets.labels_after(first.sequence)) == [
        ("topic", "wohnen", "wohnen (en)", "en"),
        ("city", "halle", "halle (de)", "de"),
    ]
    Entry.objects.filter(pk=second.pk).update(sequence=9)
    assert [name for name, *_ in facets.labels_after(0)] == ["city", "city", "topic"]


def test_values_in_use_are_those_of_all_entries(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"city": "kiel"})
    ledger.add("event", "Feast", facets={"city": "kiel"}, locale="en")
    assert facets.values_in_use() == {("city", "kiel")}
    FacetRow.objects.all().delete()
    assert facets.values_in_use() == set()


def test_a_title_is_of_the_first_language_that_has_it(ledger: Rows) -> None:
    ledger.add("event", "Yalda", locale="en")
    ledger.add("event", "Yalda", locale="de")
    ledger.add("event", "Feast", locale="en")
    ledger.add("news", "Feast", locale="ar")
    assert facets.languages_of_titles("event", ["Yalda", "Feast"]) == {"Yalda": "de", "Feast": "en"}
    assert facets.languages_of_titles("event", ["Yalda"]) == {"Yalda": "de"}
