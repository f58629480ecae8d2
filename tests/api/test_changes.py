"""Delta sync: everything once, then only what changed, and nothing is ever skipped."""

from __future__ import annotations

from typing import Any

import pytest

from cms.public.reasons import Reason
from cms.publishing.models import Entry
from tests.api.conftest import Get, Ledger


def follow(get: Get, path: str, since: str | None = None, limit: int = 2) -> tuple[list[Any], str]:
    """All changes since a cursor, as a partner reads them, and the cursor to come back with."""
    items: list[Any] = []
    while True:
        joint = "&" if "?" in path else "?"
        answer = get(f"{path}{joint}limit={limit}" + (f"&since={since}" if since else "")).json()
        items += answer["items"]
        since = answer["next"]
        if not answer["more"]:
            return items, since


def told(items: list[Any]) -> list[tuple[str, str]]:
    """What happened to which thing."""
    return [(each["change"], each.get("document", each).get("title") or each["reason"]) for each in items]


def test_the_first_call_gives_everything_that_is_public(ledger: Ledger, get: Get) -> None:
    for name in "ABCDE":
        ledger.add("event", name)
    ledger.withdraw(ledger.add("event", "Weg"))
    items, _ = follow(get, "changes")
    assert told(items) == [("published", name) for name in "ABCDE"]


def test_who_follows_everything_is_told_to_forget_what_a_missing_plugin_gave(ledger: Ledger, get: Get) -> None:
    ledger.add("event", "Fest")
    _, everything = follow(get, "changes")
    _, events = follow(get, "changes?type=event")
    tower = ledger.add("event", "Turm")
    Entry.objects.filter(pk=tower.pk).update(type="atlas_entry")
    ledger.withdraw(tower, Reason.UNPUBLISHED)
    assert told(follow(get, "changes", everything)[0]) == [("withdrawn", "unpublished")]
    assert follow(get, "changes?type=event", events)[0] == []


def test_then_only_what_changed_comes_with_tombstones_in_order(ledger: Ledger, get: Get) -> None:
    first, second = ledger.add("event", "Fest"), ledger.add("partner", "Verband")
    _, cursor = follow(get, "changes")
    ledger.write(second, lead="Neu")
    ledger.withdraw(first, Reason.DELETED)
    ledger.add("news", "Meldung")
    items, cursor = follow(get, "changes", cursor)
    assert told(items) == [("published", "Verband"), ("withdrawn", "deleted"), ("published", "Meldung")]
    tombstone = items[1]
    assert set(tombstone) == {"change", "sequence", "id", "type", "locale", "path", "reason", "at"}
    assert (tombstone["id"], tombstone["path"]) == (str(first.id), "/fest/")
    assert follow(get, "changes", cursor)[0] == []


def test_a_change_during_the_full_export_is_not_lost(ledger: Ledger, get: Get) -> None:
    entries = [ledger.add("event", name) for name in "ABCD"]
    begun = get("changes?limit=2").json()
    ledger.withdraw(entries[0])
    ledger.write(entries[3], lead="Neu")
    rest, _ = follow(get, "changes", begun["next"])
    assert told(rest) == [("published", "C"), ("withdrawn", "unpublished"), ("published", "D")]


def test_a_filter_gives_its_own_things_and_says_what_left_it(ledger: Ledger, get: Get) -> None:
    path = "changes?type=event&city=halle-saale"
    entry = ledger.add("event", "Fest", facets={"city": "halle-saale"})
    for number in range(5):
        ledger.add("event", f"Anderswo {number}", facets={"city": "dortmund"})
    ledger.add("partner", "Verband", facets={"city": "halle-saale"})
    items, cursor = follow(get, path)
    assert told(items) == [("published", "Fest")]
    entry.facet_rows.all().delete()
    ledger.write(entry)
    assert told(follow(get, path, cursor)[0]) == [("withdrawn", "left-filter")]


@pytest.mark.parametrize("limit", [1, 2, 100])
@pytest.mark.parametrize("begins", ["with the full export", "later"])
def test_what_left_a_filter_and_changed_again_is_told_however_large_the_batches_are(
    ledger: Ledger, get: Get, limit: int, begins: str
) -> None:
    """It stands in a later batch than the one in which it left."""
    path = "changes?city=halle-saale"
    left, stays = (ledger.add("event", name, facets={"city": "halle-saale"}) for name in ("Fest", "Lesung"))
    begun = get(f"{path}&limit={limit if begins != 'later' else 100}").json()
    left.facet_rows.all().delete()
    ledger.write(left)
    for lead in "abc":
        ledger.write(stays, lead=lead)
        ledger.add("event", f"Anderswo {lead}", facets={"city": "dortmund"})
    ledger.write(left, lead="Neu")
    items, cursor = follow(get, path, begun["next"], limit=limit)
    assert told(items).count(("withdrawn", "left-filter")) == 1
    ledger.write(left, lead="Noch neuer")
    assert told(follow(get, path, cursor)[0]) == []


def test_a_full_export_names_nothing_that_it_never_gave(ledger: Ledger, get: Get) -> None:
    for number in range(9):
        city = "halle-saale" if number % 4 == 0 else "dortmund"
        ledger.add("event", f"Fest {number}", facets={"city": city})
    items, _ = follow(get, "changes?city=halle-saale", limit=1)
    assert told(items) == [("published", "Fest 0"), ("published", "Fest 4"), ("published", "Fest 8")]


def test_one_language_can_be_followed(ledger: Ledger, get: Get) -> None:
    ledger.add("event", "Fest")
    ledger.add("event", "Festival", locale="en")
    ledger.add("city", "Halle (Saale)")
    assert told(follow(get, "changes?locale=en")[0]) == [("published", "Festival"), ("published", "Halle (Saale)")]
    assert len(follow(get, "changes?locale=*")[0]) == 3


def test_what_has_no_list_is_not_synchronised(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("page", "Startseite")
    entry.type = "home"
    entry.save()
    assert follow(get, "changes")[0] == []


def test_asking_again_in_vain_costs_one_query(ledger: Ledger, get: Get, django_assert_num_queries: Any) -> None:
    ledger.add("event", "Fest")
    _, cursor = follow(get, "changes")
    answer = get(f"changes?since={cursor}")
    with django_assert_num_queries(1):
        assert get(f"changes?since={cursor}", if_none_match=answer.headers["ETag"]).status_code == 304
    ledger.add("event", "Neu")
    assert get(f"changes?since={cursor}", if_none_match=answer.headers["ETag"]).status_code == 200


def test_the_link_leads_to_the_next_call(ledger: Ledger, get: Get) -> None:
    ledger.add("event", "Fest")
    answer = get("changes?type=event")
    assert answer.headers["Link"] == (
        f'<http://testserver/api/v1/changes?type=event&since={answer.json()["next"]}>; rel="next"'
    )


def test_a_cursor_of_another_filter_is_refused(ledger: Ledger, get: Get) -> None:
    ledger.add("event", "Fest")
    _, cursor = follow(get, "changes?type=event")
    problem = get(f"changes?type=news&since={cursor}").json()
    assert problem["errors"][0]["code"] == "foreign_cursor"


def test_an_answer_can_be_asked_to_be_fresh_enough(ledger: Ledger, get: Get) -> None:
    sequence = ledger.add("event", "Fest").sequence
    assert get(f"events?min_sequence={sequence}").status_code == 200
    for path in ("events?", "changes?", "lookup?path=/&", f"events/{ledger.add('event', 'X').id}?"):
        late = get(f"{path}min_sequence={sequence + 99}")
        assert (late.status_code, late.headers["Retry-After"]) == (503, "1")
        assert late.headers["Content-Type"] == "application/problem+json"
