"""What plugins are told of a change of the ledger, and for which sites."""

from __future__ import annotations

import json

import pytest

from cms.extend import Change, Reaction, registry
from cms.public.reasons import Reason
from cms.publishing import plugin_reactions
from cms.publishing.models import Cursor
from cms.publishing.plugin_reactions import change_of, core_triggers, forget_cursors, happens
from tests.publishing.rows import Rows


def test_a_change_says_all_that_the_ledger_knows(ledger: Rows) -> None:
    entry = ledger.add("event", "Fest", site=7, document={"lead": "Kommt alle."})
    assert change_of(entry) == Change(
        id=entry.pk,
        sequence=entry.sequence,
        type="event",
        state="live",
        reason="",
        locale="de",
        site=7,
        path="/fest/",
        title="Fest",
        document=json.loads(entry.document),
    )


def test_of_what_was_withdrawn_there_is_no_document(ledger: Rows) -> None:
    change = change_of(ledger.add("event", "Fort", reason=Reason.EXPIRED, document={}, locale="en"))
    assert (change.state, change.reason, change.locale) == ("withdrawn", "expired", "en")
    gone = ledger.add("event", "Fort", reason=Reason.DELETED)
    gone.document = ""
    assert change_of(gone).document is None


def test_the_core_tells_of_publications_and_of_withdrawals(ledger: Rows) -> None:
    published, withdrawn = core_triggers()
    assert (published.name, str(published.label)) == ("published", "Etwas wurde veröffentlicht oder geändert")
    assert (withdrawn.name, str(withdrawn.label)) == ("withdrawn", "Etwas wurde zurückgezogen")
    live, gone = (change_of(ledger.add("event", "Fest", reason=reason)) for reason in ("", Reason.EXPIRED))
    assert (published.when(live), published.when(gone)) == (True, False)
    assert (withdrawn.when(live), withdrawn.when(gone)) == (False, True)


def test_a_trigger_counts_where_its_plugin_is_enabled(ledger: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_reactions, "is_enabled", lambda plugin, site=None: site == 7)
    here, elsewhere = (change_of(ledger.add("event", "Fest", site=site)) for site in (7, 8))
    assert "published" in registry().triggers
    assert happens(["gibt-es-nicht", "published"], here)
    assert not happens(["gibt-es-nicht", "published"], elsewhere)
    assert not happens(["withdrawn"], here)


def test_a_reaction_is_told_where_its_own_plugin_is_enabled(ledger: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever the trigger is of: that of the core is everywhere."""
    reaction = Reaction(plugin="glocke", name="brief", label="Brief", to=("published",), react=print)
    monkeypatch.setattr(plugin_reactions, "is_enabled", lambda plugin, site=None: plugin != "glocke" or site == 7)
    here, elsewhere = (ledger.add("event", "Fest", site=site) for site in (7, 8))
    assert plugin_reactions._concerns(reaction, here)
    assert not plugin_reactions._concerns(reaction, elsewhere)


def test_the_cursors_of_one_plugin_are_forgotten(db: None) -> None:
    for name in ("reactions.glocke.brief", "reactions.glocke.anruf", "reactions.glockenspiel.brief", "search"):
        Cursor.objects.get_or_create(consumer=name)
    forget_cursors("glocke")
    left = Cursor.objects.filter(consumer__in=["search", "reactions.glockenspiel.brief"])
    assert left.count() == 2
    assert not Cursor.objects.filter(consumer__startswith="reactions.glocke.").exists()
