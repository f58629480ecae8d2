"""Once its code is gone, a purge leaves nothing of a plugin but the log and the ledger's tombstones, and it can be installed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.dormant.test_removing import say
from tests.dormant.third_party import FILL, NOTHING, Hosting, hosting

pytestmark = pytest.mark.database

REFER = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE atlas_map (id integer PRIMARY KEY, entry_id bigint REFERENCES notice_board_noticeboardentry (id))")
result = 0
"""
FORGET = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE atlas_map")
result = 0
"""
VIEW = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE VIEW report AS SELECT name FROM notice_board_noticeboardentry" if {there} else "DROP VIEW report")
result = connection.vendor
"""
# As a server does that runs on while somebody else purges.
REMEMBERED = """
from django.db import connection, transaction
from wagtail.models import Site
from cms.dormant.refusals import StillNeeded
from cms.dormant.tables import leftovers_of
page = Site.objects.get().root_page.get_children().get(slug="besuch")
from cms.dormant import tables
tables._columns = lambda: {page._meta.db_table: (tables.Column("notice_board_gone", "page_id", "id"),)}
result = "deleted" if leftovers_of(page) == [] else "kept"
"""
REMOVED = """
from io import StringIO
from django.core.management import call_command
call_command("plugins", "remove", "notice_board", "--park", stdout=StringIO())
result = 0
"""
VERBS = (("list",), ("enable", "notice_board"), ("remove", "notice_board"))
EXTENSIONS = "desk:/admin/erweiterungen/"
HISTORY = "desk:/admin/reports/site-history/"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Hosting]:
    with hosting(tmp_path_factory.mktemp("hosted")) as found:
        yield found


def test_with_its_code_only_the_content_goes(hosted: Hosting, tmp_path: Path) -> None:
    hosted.installation.run(REMOVED)
    said = hosted.purge(tmp_path)
    assert "Deleted: 1 pages, 1 of them put aside, 4 records, 1 blocks." in said
    assert "Its tables stay while its code is here." in said
    left = hosted.remains()
    assert left["tables"] == [
        "notice_board_noticeboardentry",
        "notice_board_noticeboardnote",
        "notice_board_noticeboardpage",
        "notice_board_noticeboardsettings",
    ]
    assert (left["known"], left["pages"], left["live"]) == (1, 0, 0)


def test_without_it_the_rest_goes_although_the_plugin_owns_nothing(hosted: Hosting, tmp_path: Path) -> None:
    hosted.take_away()
    asked = hosted.purge(tmp_path, yes=False)
    assert (
        "refused: This deletes 4 tables, 1 migrations, 4 content types, 4 notes about it of notice_board for good."
        in asked
    )
    assert hosted.remains()["known"] == 1
    assert "Deleted: 4 tables" in hosted.purge(tmp_path)
    assert hosted.remains() == NOTHING
    assert hosted.purge(tmp_path).startswith("refused: There is no plugin notice_board. Known are: ")


def test_installed_anew_it_works(hosted: Hosting) -> None:
    hosted.put_back()
    url = hosted.installation.run(FILL.replace('title="Besuch"', 'title="Noch ein Besuch"'))
    assert hosted.installation.visit(url)[url]["status"] == 200


def test_while_somebody_elses_table_refers_to_it_nothing_goes(hosted: Hosting, tmp_path: Path) -> None:
    hosted.take_away()
    hosted.installation.step("migrate")
    hosted.installation.run(REFER)
    said = hosted.purge(tmp_path)
    assert said.startswith(
        "refused: The table atlas_map refers to notice_board_noticeboardentry of notice_board, which would go."
    )
    assert list(tmp_path.iterdir()) == []
    left = hosted.remains()
    assert (len(left["tables"]), left["pages"], left["dormant"], left["known"]) == (4, 1, 1, 1)
    hosted.installation.run(FORGET)


def test_until_then_everybody_sees_that_its_content_waits(hosted: Hosting) -> None:
    said = {verb[0]: say(hosted.installation, *verb)["said"] for verb in VERBS}
    waits = "1 pages, 4 records, 1 blocks wait; install it again and migrate, or delete them with: manage.py plugins purge notice_board"
    assert f"notice_board: missing ({waits})" in said["list"]
    for verb in ("enable", "remove"):
        assert said[verb] == f"refused: notice_board is missing: {waits}"
    page = hosted.installation.visit(EXTENSIONS)[EXTENSIONS]["text"]
    assert "1 Seite, 1 davon beiseitegelegt, 4 Datensätze, 1 Baustein" in page


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets a view stand without its table")
def test_what_the_database_itself_keeps_is_told(hosted: Hosting, tmp_path: Path) -> None:
    hosted.installation.run(VIEW.format(there=True))
    said = hosted.purge(tmp_path)
    assert said.startswith("refused: The database keeps tables of notice_board, since something else needs them: ")
    assert "report" in said
    left = hosted.remains()
    assert (len(left["tables"]), left["pages"], left["dormant"], left["known"]) == (4, 1, 1, 1)
    hosted.installation.run(VIEW.format(there=False))


def test_a_process_that_remembers_its_tables_does_not_stumble(hosted: Hosting) -> None:
    assert hosted.installation.run(REMEMBERED) == "deleted"


def test_content_and_all_that_is_left_go_at_once(hosted: Hosting, tmp_path: Path) -> None:
    said = hosted.purge(tmp_path)
    assert "Deleted: 1 pages, 1 of them put aside, 4 records, 1 blocks, 4 tables" in said
    (export,) = tmp_path.iterdir()
    assert "Volle Seite" in (export / "pages.json").read_text()
    assert "Eintrag 1" in (export / "tables.json").read_text()
    assert "Frühere Fassung" in (export / "revisions.json").read_text()
    assert hosted.remains() == NOTHING


def test_the_log_is_still_read(hosted: Hosting) -> None:
    seen = hosted.installation.visit(HISTORY)[HISTORY]
    assert seen["status"] == 200
    assert "Volle Seite" in seen["text"]
