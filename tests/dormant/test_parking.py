"""A plugin is taken away while its pages are live, and comes back: nothing is lost, and nobody sees anything broken."""

from __future__ import annotations

import json

import pytest

from tests.dormant.conftest import Filled
from tests.dormant.installation import WITHOUT

pytestmark = pytest.mark.database

RELEASE = "/meldungen/netzwerk-fordert-verlaessliche-foerderung/"
ALIAS = "/meldungen/netzwerk-spiegel/"
API = ("/api/v1/changes", "/api/v1/search?q=Netzwerk", "/api/v1/pages", "/api/v1/news", "/api/v1/openapi.json")
SERVED = """
import cms.wsgi
from cms.dormant.models import DormantPage
from cms.dormant.missing import orphans
result = [DormantPage.objects.count(), orphans().count()]
"""
"""Starts a server; how many pages are parked then, and how many wait for it."""


def test_after_a_restart_without_the_plugin_nobody_sees_its_pages(filled: Filled) -> None:
    assert filled.installation.run(
        "from cms.dormant.missing import orphans; result = [orphans().count(), orphans().filter(live=True).count()]",
        without=WITHOUT,
    ) == [8, 5]
    seen = filled.installation.visit(
        RELEASE, ALIAS, "/", "/meldungen/", "/presse/", "/suche/?q=Netzwerk", "/sitemap.xml", *API, without=WITHOUT
    )
    assert {path: seen[path]["status"] for path in (RELEASE, ALIAS)} == {RELEASE: 404, ALIAS: 404}
    assert {seen[path]["status"] for path in ("/", "/meldungen/", "/presse/", "/suche/?q=Netzwerk", *API)} == {200}
    for path in ("/", "/meldungen/", "/presse/", "/suche/?q=Netzwerk", "/sitemap.xml"):
        assert "netzwerk-fordert" not in seen[path]["text"], path
    for path in API[:4]:
        answer = json.loads(seen[path]["text"])
        types = {item.get("document", item)["type"] for item in answer["items"]}
        assert "press_release" not in types, path


def test_a_server_that_starts_without_the_plugin_parks_its_pages(unsettled: Filled) -> None:
    installation, named = unsettled.installation, "/api/v1/pages"
    assert "netzwerk-fordert" in json.dumps(installation.visit(named, without=WITHOUT))
    assert installation.run(SERVED, without=WITHOUT) == [8, 0]
    seen = installation.visit(*API, without=WITHOUT)
    for path, answer in seen.items():
        assert answer["status"] == 200, path
        assert "netzwerk-fordert" not in answer["text"], path


def test_a_server_that_starts_before_the_database_fits_the_plugin_leaves_them_parked(unsettled: Filled) -> None:
    code = f"""
import django
django.setup()
from django.db.migrations.recorder import MigrationRecorder
applied = MigrationRecorder.Migration.objects.filter(app="press").latest("pk")
applied.delete()
{SERVED}
applied.save(force_insert=True)
"""
    assert unsettled.installation.run(code) == [8, 0]


def test_a_server_that_starts_with_the_plugin_gives_them_back(unsettled: Filled) -> None:
    assert unsettled.installation.run(SERVED) == [0, 0]
    after = unsettled.installation.step("snapshot")
    assert after["public"] == unsettled.before["public"]
    for table, rows in unsettled.before["stored"].items():
        assert after["stored"][table] == rows, table


def test_migrate_parks_its_pages_and_says_so(filled: Filled) -> None:
    first = filled.installation.step("migrate", without=WITHOUT)
    assert "Pages parked, since their plugin is missing; they are kept, and come back with it: 8." in first["printed"]
    assert (first["dormant"], first["orphans"]) == (8, 0)
    again = filled.installation.step("migrate", without=WITHOUT)
    assert (again["printed"], again["dormant"]) == ("", 8)


def test_parked_pages_are_gone_for_the_public(parked: Filled) -> None:
    addresses = [*(entry[7] for entry in parked.before["public"]), f"/api/v1/lookup?path={RELEASE}"]
    assert {RELEASE, ALIAS} < set(addresses)
    assert any(path.startswith("/en/") for path in addresses)
    seen = parked.installation.visit(*addresses, "/sitemap.xml", *API, without=WITHOUT)
    for path in addresses:
        assert seen[path]["status"] == 410, path
    for path in ("/sitemap.xml", *API):
        assert seen[path]["status"] == 200
        assert "Netzwerk fordert" not in seen[path]["text"], path
    withdrawn = parked.installation.run(
        "from cms.publishing.models import Entry;"
        "result = sorted(Entry.objects.filter(type='press_release').values_list('state', 'reason', 'document'))",
        without=WITHOUT,
    )
    assert withdrawn == [["withdrawn", "unpublished", ""]] * 5


def test_the_rows_of_the_plugin_are_left_alone(parked: Filled) -> None:
    now = parked.installation.step("snapshot", without=WITHOUT)["stored"]
    for table in ("press_pressreleasepage", "wagtailcore_comment", "wagtailcore_taskstate"):
        assert now[table] == parked.before["stored"][table]


def test_what_is_due_leaves_parked_pages_alone(parked: Filled) -> None:
    code = """
from django.core.management import call_command
from wagtail.models import Revision
call_command("publish_scheduled", verbosity=0)
call_command("publishing", "verify")
result = Revision.objects.exclude(approved_go_live_at=None).count()
"""
    assert parked.installation.run(code, without=WITHOUT) == 0


def test_with_the_plugin_back_everything_is_as_it_was_byte_for_byte(parked: Filled) -> None:
    back = parked.installation.step("migrate")
    assert "Pages that have their plugin again: 8." in back["printed"]
    assert (back["dormant"], back["orphans"]) == (0, 0)
    after = parked.installation.step("snapshot")
    for table, rows in parked.before["stored"].items():
        assert after["stored"][table] == rows, table
    assert after["public"] == parked.before["public"]
    assert len(after["public"]) == 5


def test_the_ledger_agrees_with_content_again(parked: Filled) -> None:
    parked.installation.run(
        "from django.core.management import call_command; call_command('publishing', 'verify'); result = 0"
    )
    seen = parked.installation.visit(RELEASE, "/api/v1/press-releases", "/sitemap.xml")
    assert seen[RELEASE]["status"] == 200
    assert json.loads(seen["/api/v1/press-releases"]["text"])["count"] == 4
    assert "netzwerk-fordert" in seen["/sitemap.xml"]["text"]
