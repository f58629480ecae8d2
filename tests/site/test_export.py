"""`manage.py export`: everything that an exporter can take along, without a limit."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.publishing.reading.entries import live_entries
from tests.site.conftest import NOW
from tests.site.lines import decide, install
from tests.site.world import TITLE, World, event, on

Export = Callable[..., list[Any]]


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """The made-up plugin is enabled; and what a test does comes later than the network, which was built at once."""
    install(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=1))


@pytest.fixture
def export() -> Export:
    """The lines that the command writes: the whole, then each thing."""

    def run(*arguments: str) -> list[Any]:
        out = StringIO()
        call_command("export", *arguments, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_an_exporter_that_is_no_feed_takes_all_there_is(export: Export) -> None:
    head, *things = export("intern")
    assert len(things) == live_entries().filter(locale__in=("de", "")).count() > 20
    assert {"city", "person", "event", "home"} <= {kind for kind, _ in things}
    assert head[1] == "http://testserver/"


def test_a_feed_is_exported_without_its_limit_and_names_its_address(export: Export) -> None:
    head, *things = export("zeilen", "--filter", "type=event")
    assert len(things) == 7
    assert head[:2] == ["Veranstaltungen – Litfass", "http://testserver/feeds/zeilen?type=event"]


def test_filters_are_those_of_an_address(export: Export) -> None:
    assert export("intern", "--filter", "?format=conference&city=halle-saale")[1:] == [["event", TITLE]]


def test_a_file_is_written_whole(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "alles.txt"
    export("zeilen", "--filter", "type=news", "--output", str(file))
    assert len(file.read_text(encoding="utf-8").splitlines()) == 4
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("title", "error"),
    [("Kaputt", "ValueError"), ("Kein Text", "AttributeError"), ("Halber Text", "UnicodeEncodeError")],
)
def test_a_plugin_that_fails_is_named_and_leaves_the_old_file(
    title: str, error: str, world: World, tmp_path: Path
) -> None:
    file = tmp_path / "alles.txt"
    file.write_text("von gestern")
    world.add("kaputt", "events", event(title, on("2027-05-01")))
    with pytest.raises(CommandError, match=rf"The plugin zeilen failed in its exporter zeilen: {error}\("):
        call_command("export", "zeilen", output=file)
    assert file.read_text() == "von gestern"
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_written_before_a_failure_is_not_held_back(world: World) -> None:
    page = world.add("kaputt", "events", event("Kaputt", on("2027-05-01")))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("export", "zeilen", stdout=out)
    assert len(out.getvalue().splitlines()) == 1
    page.unpublish()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quatsch"], r"There is no exporter 'quatsch'. There are: intern, termine, zeilen."),
        (["zeilen", "--filter", "stadt=kiel"], r"--filter: There is no parameter 'stadt'.\nPossible: .*city"),
        (["termine", "--filter", "type=news"], r"--filter: type: 'news' is no possible value.\nPossible: event"),
        (["zeilen", "--output", "/gibt/es/nicht.txt"], r"/gibt/es/nicht.txt cannot be written: .* Name another file."),
    ],
)
def test_what_cannot_be_done_says_what_can(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("export", *arguments)


def test_a_plugin_that_is_enabled_nowhere_exports_nothing() -> None:
    decide(False)
    with pytest.raises(CommandError, match=r"First: manage\.py plugins enable zeilen"):
        call_command("export", "zeilen")
