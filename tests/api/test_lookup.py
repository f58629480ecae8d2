"""What stands at an address of the site."""

from __future__ import annotations

from wagtail.contrib.redirects.models import Redirect

from cms.public.reasons import Reason
from tests.api.conftest import Get, Ledger


def test_a_path_leads_to_its_thing(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("event", "Konferenz", path="/veranstaltungen/k-eine-rolle/")
    for path in ("/veranstaltungen/k-eine-rolle/", "veranstaltungen/k-eine-rolle", f"{entry.path}?utm_source=x"):
        found = get(f"lookup?path={path.replace('?', '%3F')}").json()
        assert (found["result"], found["id"], found["api_url"]) == ("found", str(entry.id), ledger.api_url(entry))
    assert get(f"lookup?path=http://testserver{entry.path}").json()["id"] == str(entry.id)


def test_a_moved_page_leads_to_its_new_address(ledger: Ledger, get: Get) -> None:
    Redirect.objects.create(old_path="/alt", redirect_link="/neu/", is_permanent=True)
    assert get("lookup?path=/alt/").json() == {"result": "moved", "url": "http://testserver/neu/", "permanent": True}


def test_a_withdrawn_page_is_gone(ledger: Ledger, get: Get) -> None:
    ledger.withdraw(ledger.add("event", "Fest", path="/fest/"), Reason.EXPIRED)
    answer = get("lookup?path=/fest/")
    assert (answer.status_code, answer.json()["withdrawn"]["reason"]) == (410, "expired")


def test_where_nothing_ever_stood_nothing_is_found(ledger: Ledger, get: Get) -> None:
    assert get("lookup?path=/nie/").status_code == 404
    assert get("lookup?path=http://[/").status_code == 400


def test_a_look_up_is_not_sent_twice(ledger: Ledger, get: Get) -> None:
    ledger.add("event", "Fest", path="/fest/")
    etag = get("lookup?path=/fest/").headers["ETag"]
    assert get("lookup?path=/fest/", if_none_match=etag).status_code == 304
