"""`python -m cms.devkit.boot FOLDER [SLUG]`: starts the installation once and writes as JSON into the folder how that went, and on the way
whose turn it is, for `plugins check`.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import django

from cms.extend.discovery import PREFIX
from cms.extend.untouched import tell_whose_turn

FOUND, TURN = "found.json", "turn"
"""The files in the folder."""
AT_LAST = 50.0
"""Seconds after which it is said where the start hangs."""


def main(slug: str, turn: Path) -> dict[str, Any]:
    """How the start went: the error and whose it is, or each plugin with its grade, and what the checks say about no plugin."""
    from django.conf import settings

    tell_whose_turn.append(partial(_note, turn))
    try:
        django.setup()
        from django.urls import get_resolver

        from cms.extend import registry

        registry()
        len(get_resolver().url_patterns)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is the finding
        from cms.launch.plugins.error_owner import owner_of

        owner = owner_of(error, settings.PLUGINS)
        return {"error": repr(error), "owner": owner, "traceback": "".join(traceback.format_exception(error))}
    from cms.devkit.conformity.checks import about_no_plugin

    wanted: list[Any] = [*settings.PLUGINS.found, *(left for left in settings.PLUGINS.left if not left.wanted)]
    plugins = []
    for each in wanted:
        if slug in ("", each.slug):
            _note(turn, each.slug)
            plugins.append(report(each))
    return {"error": "", "plugins": plugins, "messages": about_no_plugin()}


def _note(turn: Path, package: str) -> None:
    turn.write_text(package.rpartition(".")[2].removeprefix(PREFIX))
    faulthandler.dump_traceback_later(AT_LAST, file=sys.__stderr__ or 2)


def report(each: Any) -> dict[str, Any]:
    """The plugin's slug, its grade and what it misses, or the reason why it was left out."""
    from cms.devkit.conformity.rules import graded
    from cms.devkit.conformity.subject import Subject
    from cms.extend.checks import told as contests
    from cms.extend.discovery import Left
    from cms.extend.reasons import in_english

    if isinstance(each, Left):
        return {"slug": each.slug, "left_out": in_english(each.reason)}
    grade, missing = graded(Subject.of(each.slug))
    told = [in_english(text) for slug, text in contests() if slug == each.slug]
    return {"slug": each.slug, "grade": grade, "missing": missing, "told": told, "left_out": ""}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    given = Path(sys.argv[1])
    found = main(sys.argv[2], given / TURN)
    (given / FOUND).write_text(json.dumps(found))
