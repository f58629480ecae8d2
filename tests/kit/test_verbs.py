"""`manage.py plugins`: list, enable, disable, remove, restore, purge."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage
from cms.dormant import known_plugins
from cms.dormant.models import KnownPlugin
from cms.dormant.ownership import Owned
from cms.dormant.purge import ForeignPagesBelow
from cms.dormant.reconcile import Reconciled
from cms.extend import is_enabled
from cms.extend.activation import CannotSwitch, disable
from cms.extend.discovery import Discovery, Installable, Left
from cms.extend.models import Activation, PausedPoint
from cms.launch.plugins.removing import known, way_out
from cms.publishing import plugin_switching
from tests.kit.placeholder import owning
from tests.loaded import require

require("press")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> HomePage:
    """Two sites; press owns nothing."""
    owning(monkeypatch)
    home = ensure_initial_site("http://halle.example")
    Site.objects.create(hostname="kiel.example", root_page=home)
    return home


@pytest.fixture
def parking(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was asked of the parts that move content."""
    asked: list[tuple[str, ...]] = []
    for module, name, number in (("removing", "remove", 4), ("restoring", "bring_back", 3)):
        verb = lambda slug, *, name=name, number=number: asked.append((name, slug)) or number  # noqa: E731 - one line
        monkeypatch.setattr(f"cms.launch.plugins.{module}.{name}", verb)
    reconciled = lambda: asked.append(("reconcile",)) or Reconciled(back=2, parked=0)  # noqa: E731 - one line
    monkeypatch.setattr("cms.launch.plugins.restoring.reconcile", reconciled)
    purge = lambda slug, folder: asked.append(("purge", slug, str(folder))) or Owned(pages=2)  # noqa: E731 - one line
    monkeypatch.setattr("cms.launch.plugins.purging.purge", purge)
    return asked


def say(*arguments: str) -> str:
    out = StringIO()
    call_command("plugins", *arguments, stdout=out)
    return out.getvalue()


def test_the_list_says_state_origin_contributions_and_content(monkeypatch: pytest.MonkeyPatch) -> None:
    owning(monkeypatch, press=Owned(pages=2, blocks=5))
    PausedPoint.objects.create(plugin="press", point="facets.press_reach.values", reason="ValueError()")
    lines = [line.strip() for line in say("list").splitlines()]
    assert "press 1.0, contract 1: enabled" in lines
    assert "from folder plugins/press" in lines
    assert "blocks: press_contact" in lines
    assert "paused facets.press_reach.values: its last error was ValueError()" in lines
    assert "owns 2 pages, 5 blocks" in lines


def test_the_list_for_programs_knows_each_site() -> None:
    call_command("plugins", "disable", "press", "--site", "kiel.example", stdout=StringIO())
    (press,) = [plugin for plugin in json.loads(say("list", "--json")) if plugin["slug"] == "press"]
    assert press["enabled"] == {"halle.example": True, "kiel.example": False}
    assert "press 1.0, contract 1: enabled for halle.example" in say("list")


def test_a_plugin_is_switched_for_one_site_or_all_and_documents_are_built_anew() -> None:
    kiel = Site.objects.get(hostname="kiel.example").pk
    said = say("disable", "press", "--site", "kiel.example")
    assert "press is now disabled for kiel.example." in said
    assert "built anew" in said
    assert not is_enabled("press", kiel)
    assert "press was already enabled for halle.example." in say("enable", "press")
    assert is_enabled("press", kiel)
    assert "built anew" not in say("enable", "press")


class Full(StringIO):
    """Whoever reads the command's output has gone."""

    def write(self, text: str) -> int:
        raise OSError("no space left on device")


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that documents were to be built anew, whether that was said within a transaction that decides so."""
    asked: list[bool] = []
    monkeypatch.setattr(
        plugin_switching,
        "enqueue_after_commit",
        lambda task: asked.append(
            bool(connection.savepoint_ids) and Activation.objects.filter(plugin="press").exists()
        ),
    )
    return asked


def test_documents_are_built_anew_though_nobody_hears_of_it(rebuilt: list[bool]) -> None:
    with pytest.raises(OSError, match="no space left"):
        call_command("plugins", "disable", "press", stdout=Full())
    assert not is_enabled("press")
    assert rebuilt == [True]


def test_documents_are_built_anew_though_nobody_hears_of_what_was_put_aside(
    rebuilt: list[bool], parking: list[tuple[str, ...]]
) -> None:
    with pytest.raises(OSError, match="no space left"):
        call_command("plugins", "remove", "press", "--park", stdout=Full())
    assert parking == [("remove", "press")]
    assert rebuilt == [True]


def test_what_is_refused_for_one_site_is_switched_for_none(
    rebuilt: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def disable_but_for_kiel(slug: str, site: int) -> bool:
        if Site.objects.get(pk=site).hostname == "kiel.example":
            raise CannotSwitch("The plugin atlas needs it for kiel.example; disable that first.")
        return disable(slug, site)

    monkeypatch.setattr(plugin_switching, "disable", disable_but_for_kiel)
    with pytest.raises(CommandError, match="atlas needs it"):
        say("disable", "press")
    assert all(is_enabled("press", site.pk) for site in Site.objects.all())
    assert rebuilt == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("enable", "atlas"), "There is no plugin atlas"),
        (("disable", "content"), "belongs to the core"),
        (("enable", "press", "--site", "ulm.example"), "Sites are: halle.example, kiel.example"),
        (("remove", "atlas"), "Found are: .*press"),
        (("purge", "atlas", "--yes"), "There is no plugin atlas. Known are: .*press"),
        (("purge", "content", "--yes"), "There is no plugin content"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_is_there(arguments: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        say(*arguments)


def test_a_plugin_with_content_is_not_removed(monkeypatch: pytest.MonkeyPatch, parking: list[tuple[str, ...]]) -> None:
    owning(monkeypatch, press=Owned(pages=3, parked=1))
    with pytest.raises(CommandError, match="owns 3 pages, 1 of them put aside"):
        say("remove", "press")
    assert parking == []
    assert is_enabled("press")


def test_one_without_content_leaves_at_once(parking: list[tuple[str, ...]]) -> None:
    said = say("remove", "press")
    assert "rm -r plugins/press" in said
    assert "manage.py migrate" in said
    assert parking == []


def test_its_content_waits_for_its_return_and_nobody_writes_more(
    monkeypatch: pytest.MonkeyPatch, parking: list[tuple[str, ...]]
) -> None:
    owning(monkeypatch, press=Owned(pages=4, blocks=2))
    said = say("remove", "press", "--park")
    assert parking == [("remove", "press")]
    assert not is_enabled("press")
    for text in ("Pages put aside: 4.", "Kept until press returns: 4 pages, 2 blocks.", "rm -r plugins/press"):
        assert text in said
    assert "plugins restore press" in said


def test_nothing_is_put_aside_where_it_cannot_be_disabled_for_every_site(
    monkeypatch: pytest.MonkeyPatch, parking: list[tuple[str, ...]]
) -> None:
    def disable_but_for_kiel(slug: str, site: int) -> bool:
        if Site.objects.get(pk=site).hostname == "kiel.example":
            raise CannotSwitch("The plugin atlas needs it for kiel.example; disable that first.")
        return disable(slug, site)

    monkeypatch.setattr(plugin_switching, "disable", disable_but_for_kiel)
    with pytest.raises(CommandError, match=r"atlas needs it .* Nothing was done"):
        say("remove", "press", "--park")
    assert parking == []
    assert all(is_enabled("press", site.pk) for site in Site.objects.all())


def test_an_installed_plugin_leaves_by_pip(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    found = Installable(
        "press", "plugins.press.apps.PressConfig", 1, (), source="litfass-press", from_distribution=True
    )
    settings.PLUGINS = Discovery((found,), ())
    assert "pip uninstall litfass-press" in say("remove", "press")


def test_parked_pages_come_back(parking: list[tuple[str, ...]]) -> None:
    assert "Pages that are back: 2." in say("restore")
    said = say("restore", "press")
    assert "Pages of press that are back: 3." in said
    assert "plugins enable" not in said
    assert parking == [("reconcile",), ("bring_back", "press")]


def test_only_what_is_here_comes_back(parking: list[tuple[str, ...]]) -> None:
    KnownPlugin.objects.create(slug="atlas", app_label="atlas", title="Atlas")
    with pytest.raises(CommandError, match=r"The code of atlas is not here. Install it, then migrate"):
        say("restore", "atlas")
    with pytest.raises(CommandError, match=r"There is no plugin atals. Known are: atlas, .*press"):
        say("restore", "atals")
    assert parking == []


def test_a_removed_plugin_is_listed_as_such_and_not_enabled() -> None:
    known_plugins.remember()
    KnownPlugin.objects.filter(slug="press").update(removed_at=timezone.now())
    assert "press 1.0, contract 1: removed (back with: manage.py plugins restore press)" in say("list")
    with pytest.raises(CommandError, match=r"Bring its pages back first with: manage.py plugins restore press"):
        say("enable", "press")


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> str:
    """The slug of a plugin whose code is gone, of which pages and records are kept."""
    owning(monkeypatch, atlas=Owned(pages=5, parked=5, records=7))
    KnownPlugin.objects.create(slug="atlas", app_label="atlas", title="Atlas", is_here=False)
    KnownPlugin.objects.create(slug="globus", app_label="globus", title="Globus", is_here=False)
    return "5 pages, 7 records wait; install it again and migrate, or delete them with: manage.py plugins purge atlas"


def test_a_missing_plugin_whose_content_waits_is_listed(missing: str) -> None:
    lines = say("list").splitlines()
    assert f"atlas: missing ({missing})" in lines
    assert "  owns 5 pages, 5 of them put aside, 7 records" in lines
    assert "globus" not in say("list"), "nothing of it is kept"
    (atlas,) = [plugin for plugin in json.loads(say("list", "--json")) if plugin["slug"] == "atlas"]
    assert (atlas["state"], atlas["reason"], atlas["owns"]["records"]) == ("missing", missing, 7)


@pytest.mark.parametrize("verb", ["enable", "disable", "remove"])
def test_who_asks_for_a_missing_plugin_reads_what_waits(missing: str, verb: str) -> None:
    with pytest.raises(CommandError, match=re.escape(f"atlas is missing: {missing}")):
        say(verb, "atlas")


def test_what_is_left_out_or_skipped_is_not_missing(missing: str, settings: Any) -> None:
    settings.PLUGINS = Discovery(settings.PLUGINS.found, (Left("atlas", "skipped", wanted=True),))
    assert "missing" not in say("list")


def test_nothing_is_purged_without_a_yes_and_a_copy(
    monkeypatch: pytest.MonkeyPatch, parking: list[tuple[str, ...]], tmp_path: Path
) -> None:
    owning(monkeypatch, press=Owned(pages=2))
    with pytest.raises(CommandError, match="deletes 2 pages of press for good"):
        say("purge", "press", "--folder", str(tmp_path))
    assert parking == []
    said = say("purge", "press", "--yes", "--folder", str(tmp_path / "kopie"))
    assert parking == [("purge", "press", str(tmp_path / "kopie"))]
    assert f"Deleted: 2 pages. A copy of the content lies in {tmp_path / 'kopie'}." in said
    assert (tmp_path / "kopie").is_dir()


def test_what_stands_in_the_way_of_a_purge_is_told(
    monkeypatch: pytest.MonkeyPatch, parking: list[tuple[str, ...]], tmp_path: Path
) -> None:
    def refuse(slug: str, folder: Path) -> None:
        raise ForeignPagesBelow("„Termine“ stands below „Presse“; move it first.")

    owning(monkeypatch, press=Owned(pages=2))
    monkeypatch.setattr("cms.launch.plugins.purging.purge", refuse)
    with pytest.raises(CommandError, match="Termine"):
        say("purge", "press", "--yes", "--folder", str(tmp_path))


def test_an_installed_plugin_that_is_left_out_leaves_by_pip_too(settings: Any) -> None:
    """What is said of it names a distribution, which is no folder that could be deleted."""
    found = Installable(
        "press", "plugins.press.apps.PressConfig", 1, (), source="litfass-press", from_distribution=True
    )
    settings.PLUGINS = Discovery((found,), ()).without("press", "its models cannot be loaded")
    assert "from distribution litfass-press" in say("list")
    assert way_out(known("press")).startswith("Now take the code away")
    assert "pip uninstall litfass-press" in way_out(known("press"))


@pytest.mark.parametrize("command", ["publishing", "search"])
def test_help_explains_each_verb(command: str) -> None:
    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
    (verb,) = [action for action in parser._actions if action.dest == "verb"]
    assert [each for each in verb.choices if f"{each}: " not in verb.help] == []
