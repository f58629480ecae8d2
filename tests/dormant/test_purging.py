"""What a plugin owns can be counted, exported and deleted, whether its code is there or not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dormant.conftest import Filled
from tests.dormant.installation import WITHOUT

pytestmark = pytest.mark.database

OWNED = """
from dataclasses import asdict
from cms.dormant.ownership import owned
result = asdict(owned("press"))
"""
PURGE = """
from dataclasses import asdict
from pathlib import Path
from cms.dormant.purge import purge
result = asdict(purge("press", Path("{folder}")))
"""
REFUSED = """
from django.core.management import CommandError, call_command
try:
    call_command("remove_stale_contenttypes", include_stale_apps=True, interactive=False)
    result = ""
except CommandError as error:
    result = str(error)
"""
REMAINS = """
from django.db import connection
from django.core.management import call_command
from wagtail.models import Page, Revision
from cms.content.models import StandardPage
from cms.dormant.models import DormantPage
from cms.publishing.models import Entry
call_command("publishing", "verify")
page = StandardPage.objects.get(slug="presse")
connection.check_constraints()
from cms.dormant.tables import count_rows, existing
result = {
    "rows": sum(count_rows(table) for table in existing(["press_pressreleasepage"])),
    "dormant": DormantPage.objects.count(),
    "pages": Page.objects.filter(title__startswith="Netzwerk fordert").count(),
    "revisions": Revision.objects.filter(content__has_key="number").count(),
    "blocks": [block["type"] for block in page.body.raw_data],
    "in_revision": "press_contact" in str(page.latest_revision.content["body"]),
    "document": "press_contact" in Entry.objects.get(type="page", title="Presse").document,
    "entries": sorted(set(Entry.objects.filter(type="press_release").values_list("state", "reason"))),
}
"""


def test_what_a_plugin_owns_is_counted_with_and_without_its_code(filled: Filled) -> None:
    here = filled.installation.run(OWNED)
    assert {name: here[name] for name in ("pages", "records", "parked")} == {"pages": 8, "records": 0, "parked": 0}
    filled.installation.step("migrate", without=WITHOUT)
    away = filled.installation.run(OWNED, without=WITHOUT)
    # Without their model, streams of the releases themselves are no streams of the archive.
    assert away == {"pages": 8, "parked": 8, "records": 0, "blocks": 1}


def test_content_types_of_a_missing_plugin_are_not_tidied_away(parked: Filled) -> None:
    said = parked.installation.run(REFUSED, without=WITHOUT)
    assert "press: 8 parked pages" in said
    assert "press: 8 rows in the table press_pressreleasepage" in said
    assert "manage.py plugins purge" in said


def test_old_versions_of_parked_pages_are_not_tidied_away(parked: Filled) -> None:
    code = """
from django.core.management import call_command
from wagtail.models import Revision
before = Revision.objects.filter(content__has_key="number").count()
call_command("purge_revisions", verbosity=0)
result = [before, Revision.objects.filter(content__has_key="number").count()]
"""
    before, after = parked.installation.run(code, without=WITHOUT)
    assert before == after > 0


def test_a_missing_plugins_content_goes_into_files_and_then_out_of_the_database(parked: Filled, tmp_path: Path) -> None:
    before = parked.installation.run(PURGE.format(folder=tmp_path), without=WITHOUT)
    assert (before["pages"], before["blocks"]) == (8, 1)
    exported = read(tmp_path)
    assert len(exported["pages"]) == 8
    first = next(page for page in exported["pages"] if page["page"]["slug"].startswith("netzwerk-fordert"))
    assert first["own"]["press_pressreleasepage"][0]["number"] == "12/2026"
    assert first["parked"]["page"]["live"] is True
    assert {revision["object_id"] for revision in exported["revisions"]} <= {
        str(page["page"]["id"]) for page in exported["pages"]
    }
    assert exported["blocks"][0]["block"]["value"]["name"] == "Amina Beispiel"
    assert parked.installation.run(REMAINS, without=WITHOUT) == {
        "rows": 0,
        "dormant": 0,
        "pages": 0,
        "revisions": 0,
        "blocks": ["paragraph", "related"],
        "in_revision": False,
        "document": False,
        "entries": [["withdrawn", "deleted"]],
    }
    assert not any(parked.installation.run(OWNED, without=WITHOUT).values())
    assert parked.installation.run(REFUSED, without=WITHOUT) == ""


def read(folder: Path) -> dict[str, Any]:
    (export,) = folder.iterdir()
    assert "exported on" in (export / "README.txt").read_text()
    return {path.stem: json.loads(path.read_text()) for path in export.glob("*.json")}
