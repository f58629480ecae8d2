"""The page for operators names commands, verbs and options that there are."""

from __future__ import annotations

import re

import pytest
from django.core.management import get_commands, load_command_class

from cms.management.commands.plugins import VERBS
from cms.settings.env import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text()
COMMANDS = sorted(set(re.findall(r"manage\.py (\w+)(?: ([a-z][\w-]*))?((?: --[\w-]+)*)", PAGE)))


@pytest.mark.parametrize(("command", "verb", "options"), COMMANDS)
def test_each_command_that_it_names_is_there(command: str, verb: str, options: str) -> None:
    parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
    verbs = [each for action in parser._actions if action.dest == "verb" for each in action.choices or ()]
    assert verb in verbs or not (verb and verbs)
    if command == "plugins":
        VERBS[verb].arguments(parser)
    known = {option for action in parser._actions for option in action.option_strings}
    assert set(options.split()) <= known


def test_every_place_that_it_links_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#([\w-]+))?\)", PAGE)
    for place, heading in links:
        text = (ROOT / "docs" / place).resolve().read_text()
        headings = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        assert not heading or heading in headings, heading
