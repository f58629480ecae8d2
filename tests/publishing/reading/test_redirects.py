"""A redirect leads to what is public, and tells nothing of what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.public.reasons import Reason
from cms.publishing.models import Entry
from cms.publishing.reading.lookup import Found, Gone, Moved, look_up, normalised
from tests.publishing.conftest import entry_of
from tests.publishing.rows import Rows

Make = Callable[..., Any]


def redirect_to(page: Any) -> str:
    Redirect.objects.create(old_path="/frueher", redirect_page=page)
    return "/frueher/"


def test_it_leads_to_the_present_address_of_its_page(event: Make) -> None:
    page = event()
    assert look_up(redirect_to(page)) == Moved(entry_of(page).path, permanent=True)


def test_what_was_withdrawn_is_gone_there_too(event: Make) -> None:
    page = event()
    old = redirect_to(page)
    page.unpublish()
    assert look_up(old) == Gone(entry_of(page))


def test_what_belongs_to_a_plugin_that_is_missing_is_nowhere(event: Make) -> None:
    page = event()
    old = redirect_to(page)
    Entry.objects.filter(pk=entry_of(page).pk).update(type="stadtplan")
    assert look_up(old) is None


def test_without_a_page_it_leads_where_it_says(home: Any) -> None:
    Redirect.objects.create(old_path="/alt", redirect_link="/neu/")
    Redirect.objects.create(old_path="/leer", redirect_link="")
    assert look_up("/alt/") == Moved("/neu/", permanent=True)
    assert look_up("/leer/") is None


def test_what_stands_at_an_address_goes_before_a_redirect_from_it(event: Make) -> None:
    page = event()
    Redirect.objects.create(old_path=entry_of(page).path.rstrip("/"), redirect_link="/anderswo/")
    assert look_up(entry_of(page).path) == Found(entry_of(page))


def test_each_site_has_its_own_addresses(ledger: Rows) -> None:
    site = Site.objects.get(is_default_site=True)
    other = Site.objects.create(hostname="anderswo.example", root_page=site.root_page)
    here = ledger.add("event", "Fest", site=site.pk)
    Redirect.objects.create(old_path="/alt", redirect_link="/hier/", site=site)
    Redirect.objects.create(old_path="/ueberall", redirect_link="/neu/", is_permanent=False)
    assert look_up("/fest/", site=site.pk) == Found(here)
    assert look_up("/fest/", site=other.pk) is None
    assert look_up("/alt/", site=site.pk) == Moved("/hier/", permanent=True)
    assert look_up("/alt/", site=other.pk) is None
    assert look_up("/ueberall/", site=other.pk) == Moved("/neu/", permanent=False)


def test_the_last_tombstone_of_an_address_is_told(ledger: Rows) -> None:
    ledger.add("event", "Fest", path="/x/", reason=Reason.DELETED)
    last = ledger.add("news", "Neues", path="/x/", reason=Reason.EXPIRED)
    assert look_up("/x/") == Gone(last)


@pytest.mark.parametrize(
    ("path", "stored"),
    [
        ("", "/"),
        ("/", "/"),
        ("//", "/"),
        ("fest", "/fest/"),
        ("/X/fest/X/", "/X/fest/X/"),
        ("https://stadt.example/fest/?seite=2#oben", "/fest/"),
    ],
)
def test_a_path_is_stored_in_one_way(path: str, stored: str) -> None:
    assert normalised(path) == stored


def test_half_a_path_is_none() -> None:
    with pytest.raises(ValueError, match=r"^a path holds no NUL$"):
        look_up("/fest\x00/")
