"""Administrators see what runs, waits or fails; nobody else does."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.content.models import HomePage
from cms.publishing.models import Cursor
from search.indexing import rebuild
from search.service import embedded

PAGE = "/admin/hintergrund/"


def test_administrators_see_what_fails_and_why(home: HomePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    # Other tests may have left an index of another ledger.
    rebuild(embedded())
    assert "Alles ist erledigt." in client.get(PAGE).content.decode()
    soon = timezone.now() + dt.timedelta(seconds=15)
    Cursor.objects.create(consumer="ohr", failures=3, last_error="ConnectionError('niemand da')", next_try_at=soon)
    Cursor.objects.create(consumer="auge", claim="x", claimed_until=soon)
    text = client.get(PAGE).content.decode()
    for words in ("Arbeit im Hintergrund", "3-mal hintereinander", "niemand da", "Läuft gerade", "ohr", "auge"):
        assert words in text
    assert PAGE in client.get("/admin/").content.decode()


def test_it_is_nothing_for_editors(desk: Client) -> None:
    assert desk.get(PAGE).status_code == 302
    assert PAGE not in desk.get("/admin/").content.decode()
