"""A plugin is removed on purpose: its pages are put aside while its code is still there, until somebody takes that back or it returns."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.dormant.conftest import Filled
from tests.dormant.installation import WITHOUT, Installation
from tests.dormant.test_at_the_desk import DELETIONS, KEYS, paths

pytestmark = pytest.mark.database

RELEASE = "/meldungen/netzwerk-fordert-verlaessliche-foerderung/"
SAY = """
from io import StringIO
from django.core.management import CommandError, call_command
from cms.dormant.models import DormantPage
from cms.extend import is_enabled
out = StringIO()
try:
    call_command("plugins", {verb}, stdout=out)
    said = out.getvalue()
except CommandError as error:
    said = f"refused: {{error}}"
result = {{"said": said, "dormant": DormantPage.objects.count(), "enabled": is_enabled("press")}}
"""
UNINSTALLED = """
from io import StringIO
from django.conf import settings
from django.core.management import call_command
from cms.extend.discovery import Discovery
settings.PLUGINS = Discovery(settings.PLUGINS.found, ())
out = StringIO()
call_command("migrate", verbosity=0, stdout=out)
result = out.getvalue()
"""


def say(installation: Installation, *verb: str, without: str = "") -> Any:
    """What a verb of `plugins` says, and how things stand then."""
    return installation.run(SAY.format(verb=", ".join(map(repr, verb))), without=without)


@pytest.fixture(scope="module")
def removed(filled: Filled) -> Filled:
    """The plugin is removed, its code still there."""
    done = say(filled.installation, "remove", "press", "--park")
    assert done["dormant"] == 8
    assert not done["enabled"]
    for text in ("Pages put aside: 8.", "disabled for all sites", "rm -r plugins/press", "manage.py migrate"):
        assert text in done["said"]
    assert "manage.py plugins restore press" in done["said"]
    return filled


def test_nobody_sees_its_pages_although_its_code_is_there(removed: Filled) -> None:
    addresses = [entry[7] for entry in removed.before["public"]]
    seen = removed.installation.visit(*addresses, "/", "/meldungen/", "/presse/", "/sitemap.xml", "/api/v1/changes")
    assert {seen[path]["status"] for path in addresses} == {410}
    assert {seen[path]["status"] for path in ("/", "/meldungen/", "/presse/", "/sitemap.xml")} == {200}
    assert "netzwerk-fordert" not in seen["/meldungen/"]["text"]
    assert "Netzwerk fordert" not in seen["/api/v1/changes"]["text"]
    entries = removed.installation.run(
        "from cms.publishing.models import Entry;"
        "result = sorted(Entry.objects.filter(type='press_release').values_list('state', 'reason', 'document'))"
    )
    assert entries == [["withdrawn", "unpublished", ""]] * 5


def test_the_desk_says_that_they_are_put_aside_and_how_they_come_back(removed: Filled) -> None:
    keys = removed.installation.run(KEYS)
    overviews, own = paths(keys)
    listed = f"desk:/admin/pages/{keys['list']}/"
    seen = removed.installation.visit(*overviews, *own)
    assert {path: answer["status"] for path, answer in seen.items() if answer["status"] != 200} == {}
    for path in own:
        assert seen[path]["at"] == f"/admin/pages/{keys['list']}/", path
        assert "ist beiseitegelegt." in seen[path]["text"], path
        assert "manage.py plugins restore press" in seen[path]["text"], path
    own_list = removed.installation.visit("desk:/admin/press_releases/")["desk:/admin/press_releases/"]
    assert (own_list["status"], own_list["at"]) == (200, "/admin/")
    assert "Die Seiten der Erweiterung „Presse“ sind beiseitegelegt." in own_list["text"]
    assert "Erweiterung fehlt" not in seen[listed]["text"]
    assert "beiseitegelegt" in seen[listed]["text"]


def test_they_can_neither_be_deleted_nor_copied(removed: Filled) -> None:
    deeds = DELETIONS.replace('    "city": refused(City.objects.get().delete),\n', "").replace(
        '    "partner": refused(PartnerPage.objects.get().delete),\n', ""
    )
    found = removed.installation.run(deeds[: deeds.index('    "desk city"')] + "}")
    for deed in ("page", "specific", "list", "queryset"):
        assert "ist beiseitegelegt und kann nicht gelöscht werden" in found[deed], deed
    for deed in ("copy", "alias"):
        assert "ist mit ihrer Erweiterung beiseitegelegt" in found[deed], deed
    assert "Darunter stehen beiseitegelegte Seiten der Erweiterung „Presse“" in found["desk list"]


def test_lists_say_that_it_was_removed(removed: Filled) -> None:
    text = say(removed.installation, "list")["said"]
    assert "removed (back with: manage.py plugins restore press)" in text
    (press,) = [
        each for each in json.loads(say(removed.installation, "list", "--json")["said"]) if each["slug"] == "press"
    ]
    assert press["state"] == "removed"
    page = "desk:/admin/erweiterungen/"
    assert "entfernt, ihre Seiten sind beiseitegelegt" in removed.installation.visit(page)[page]["text"]


def test_it_is_not_enabled_before_its_pages_are_back(removed: Filled) -> None:
    refused = say(removed.installation, "enable", "press")
    assert "refused: The plugin press was removed. Bring its pages back first" in refused["said"]
    assert not refused["enabled"]


@pytest.mark.parametrize("without", [WITHOUT, ""])
def test_no_migrate_gives_them_back_while_the_code_is_there(removed: Filled, without: str) -> None:
    # Neither does a safe start without it.
    done = removed.installation.step("migrate", without=without)
    assert (done["printed"], done["dormant"]) == ("", 8)


def test_nor_does_a_restore_that_does_not_name_it(removed: Filled) -> None:
    said = say(removed.installation, "restore")
    assert "Removed on purpose, and left so: press." in said["said"]
    assert said["dormant"] == 8


def test_removing_it_again_takes_up_what_a_late_writer_left(removed: Filled) -> None:
    again = say(removed.installation, "remove", "press", "--park")
    assert "Pages put aside: 0." in again["said"]
    assert again["dormant"] == 8


def test_what_cannot_be_restored_is_refused_with_what_to_do(removed: Filled) -> None:
    unknown = say(removed.installation, "restore", "atlas")["said"]
    assert "refused: There is no plugin atlas. Known are: " in unknown
    assert "press" in unknown
    skipped = say(removed.installation, "restore", "press", without=WITHOUT)
    assert "refused: press is left out: skipped by LITFASS_PLUGINS_SKIP." in skipped["said"]
    assert skipped["dormant"] == 8


def test_restored_everything_is_as_it_was(removed: Filled) -> None:
    back = say(removed.installation, "restore", "press")
    assert "Pages of press that are back: 8." in back["said"]
    assert "manage.py plugins enable press" in back["said"]
    assert back["dormant"] == 0
    after = removed.installation.step("snapshot")
    for table, rows in removed.before["stored"].items():
        assert after["stored"][table] == rows, table
    assert say(removed.installation, "enable", "press")["enabled"]
    seen = removed.installation.visit(RELEASE, "/api/v1/press-releases")
    assert seen[RELEASE]["status"] == 200
    assert json.loads(seen["/api/v1/press-releases"]["text"])["count"] == 4
    removed.installation.run(
        "from django.core.management import call_command; call_command('publishing', 'verify'); result = 0"
    )


def test_once_its_code_has_gone_it_comes_back_by_migrate(removed: Filled) -> None:
    say(removed.installation, "remove", "press", "--park")
    assert removed.installation.run(UNINSTALLED, without=WITHOUT) == ""
    back = removed.installation.step("migrate")
    assert "Pages that have their plugin again: 8." in back["printed"]
    assert back["dormant"] == 0
    after = removed.installation.step("snapshot")["stored"]
    for table, rows in removed.before["stored"].items():
        assert after[table] == rows, table
    assert say(removed.installation, "enable", "press")["enabled"]
