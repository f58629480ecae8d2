"""What a plugin leaves behind is withdrawn, and after a purge it is gone for good; nothing else is."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType

from cms.public.reasons import Reason
from cms.publishing import ledger as publishing
from cms.publishing.models import Entry
from cms.publishing.withdrawing import withdraw_app, withdraw_types
from tests.publishing.rows import Rows


@pytest.fixture
def away(db: None) -> ContentType:
    """A model of a plugin that is away."""
    return ContentType.objects.create(app_label="stadtplan", model="karte")


def test_all_of_these_types_is_withdrawn_and_nothing_else(
    ledger: Rows, away: ContentType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "AT_A_TIME", 2)
    made = [ledger.add("karte", f"Karte {number}", content_type=away) for number in range(3)]
    before = ledger.add("karte", "Früher", content_type=away, reason=Reason.EXPIRED)
    other = ledger.add("event", "Fest")
    withdraw_types([away])
    reasons = {entry.pk: Reason.UNPUBLISHED for entry in made} | {before.pk: Reason.EXPIRED, other.pk: ""}
    assert dict(Entry.objects.values_list("pk", "reason")) == reasons


def test_what_is_purged_is_gone_for_good_whatever_it_was_before(ledger: Rows, away: ContentType) -> None:
    ledger.add("karte", "Karte", content_type=away)
    ledger.add("karte", "Früher", content_type=away, reason=Reason.UNPUBLISHED)
    ledger.add("karte", "Gelöscht", content_type=away, reason=Reason.DELETED)
    ledger.add("karte", "Vergessen", content_type=away, reason=Reason.ERASED)
    ledger.add("event", "Fest")
    untouched = set(Entry.objects.filter(title__in=("Gelöscht", "Vergessen", "Fest")).values_list("title", "sequence"))
    withdraw_app("stadtplan")
    reasons = Entry.objects.filter(content_type=away).values_list("reason", flat=True)
    assert sorted(reasons) == sorted([Reason.DELETED] * 3 + [Reason.ERASED])
    still = set(Entry.objects.filter(title__in=("Gelöscht", "Vergessen", "Fest")).values_list("title", "sequence"))
    assert still == untouched


@pytest.mark.parametrize("together", [False, True], ids=["one", "all"])
def test_what_went_with_its_plugin_and_is_withdrawn_afterwards_is_told_as_withdrawn(
    together: bool, ledger: Rows
) -> None:
    """Such as a page that has expired meanwhile: its reactions know it as public."""
    entry = ledger.add("event", "Fest")

    def withdraw(reason: Reason) -> Entry:
        if together:
            publishing.withdraw_all([entry.pk], reason)
        else:
            publishing.withdraw(entry.pk, reason)
        return Entry.objects.get(pk=entry.pk)

    with publishing.quietly():
        gone = withdraw(Reason.UNPUBLISHED)
        assert withdraw(Reason.UNPUBLISHED).sequence == gone.sequence
    expired = withdraw(Reason.EXPIRED)
    assert (gone.untold, expired.untold) == ([], None)
    assert expired.sequence > gone.sequence
    assert withdraw(Reason.EXPIRED).sequence == expired.sequence
