"""What is changed without a publication: versions go, tombstones lose a name, and all texts can be looked through."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from cms.public.reasons import Reason
from cms.publishing.models import Entry, Version
from cms.publishing.rewriting import documents_of_versions, forget_versions, rewrite_tombstones, texts_of_entries
from tests.publishing.rows import NOON, Rows


def version(entry: Entry, number: int, document: str) -> Version:
    return Version.objects.create(entry_id=entry.pk, sequence=number, document=document, published_at=NOON)


def test_versions_of_a_thing_and_those_that_are_meant_are_forgotten(ledger: Rows) -> None:
    olga, fest, markt = (ledger.add("person", name) for name in ("Olga", "Fest", "Markt"))
    version(olga, 1, "Olga selbst")
    version(fest, 2, "mit Olga")
    version(fest, 3, "ohne sie")
    version(markt, 4, "auch mit Olga")
    forget_versions(olga.pk, also=lambda entry, document: entry == fest.pk and "Olga" in document)
    assert sorted(documents_of_versions()) == ["auch mit Olga", "ohne sie"]


def test_tombstones_keep_another_path_and_what_stands_keeps_its_own(ledger: Rows) -> None:
    ledger.add("person", "Olga", path="/menschen/olga/")
    gone = ledger.add("person", "Weg", path="/menschen/olga-weg/", reason=Reason.ERASED)
    ledger.add("person", "Ohne Namen", path="/menschen/anders/", reason=Reason.UNPUBLISHED)
    record = ledger.add("city", "Kiel", locale="", reason=Reason.DELETED)
    asked = list[str]()

    def rewrite(path: str) -> str:
        asked.append(path)
        return path.replace("olga-weg", "x")

    rewrite_tombstones(rewrite)
    paths = dict(Entry.objects.values_list("title", "path"))
    assert paths == {"Olga": "/menschen/olga/", "Weg": "/menschen/x/", "Ohne Namen": "/menschen/anders/", "Kiel": ""}
    assert sorted(asked) == ["/menschen/anders/", "/menschen/olga-weg/"]
    assert gone.pk != record.pk


def test_every_entry_is_looked_through_but_those_that_are_left_out(ledger: Rows) -> None:
    fest, olga = ledger.add("event", "Fest"), ledger.add("person", "Olga")
    content_type = ContentType.objects.get_for_model(Entry).pk
    assert list(texts_of_entries(without=[olga.pk])) == [
        ((content_type, fest.object_pk), (fest.document, "Fest", "/fest/"))
    ]
    assert len(list(texts_of_entries(without=[]))) == 2
