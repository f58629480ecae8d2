"""What was public a while ago."""

from __future__ import annotations

from uuid import UUID

from cms.public.reasons import Reason
from cms.publishing.models import Version
from cms.publishing.reading import history
from tests.publishing.rows import NOON, Rows


def test_what_was_withdrawn_is_told_and_what_was_erased_is_not(ledger: Rows) -> None:
    ledger.add("event", "Zu lange her", reason=Reason.EXPIRED)
    first = ledger.add("event", "Erste", reason=Reason.EXPIRED)
    second = ledger.add("event", "Second", locale="en", reason=Reason.UNPUBLISHED)
    ledger.add("event", "Olga", reason=Reason.ERASED)
    ledger.add("news", "Meldung", reason=Reason.UNPUBLISHED)
    ledger.add("event", "Steht noch")

    def told(
        *, types: tuple[str, ...] = ("event",), locale: str | None = None, ids: tuple[UUID, ...] = (), limit: int = 9
    ) -> list[str]:
        found = history.withdrawn_since(first.updated_at, types=types, locale=locale, ids=ids, limit=limit)
        assert all(row.document == "" for row in found)
        return [str(row.id) for row in found]

    one, two = str(first.pk), str(second.pk)
    assert told() == [two, one]
    assert told(locale="de") == [one]
    assert told(ids=(second.pk,)) == [two]
    assert told(limit=1) == [two]
    assert told(types=()) == []


def test_versions_come_in_order_without_the_times_between(ledger: Rows) -> None:
    entry, other = ledger.add("event", "Fest"), ledger.add("event", "Markt")
    for number, (of, document) in enumerate([(entry, "zwei"), (other, "x"), (entry, ""), (entry, "eins")]):
        Version.objects.create(entry_id=of.pk, sequence=9 - number, document=document, published_at=NOON)
    found = history.versions_of([entry.pk])
    assert {key: [each.document for each in versions] for key, versions in found.items()} == {
        entry.pk: ["eins", "zwei"]
    }
    assert history.versions_of([]) == {}
