"""`python -m cms.devkit.boot [SLUG]`: starts the installation once and prints as JSON how that went, for `plugins check`."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from typing import Any

import django


def main(slug: str) -> dict[str, Any]:
    """How the start went: the error and whose it is, or what was left out, what the checks say, and each plugin's grade."""
    from django.conf import settings

    try:
        django.setup()
        from django.urls import get_resolver

        from cms.extend import registry

        registry()
        len(get_resolver().url_patterns)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is the finding
        from cms.launch.plugins.culprit import owner_of

        owner = owner_of(error, settings.PLUGINS)
        return {"error": repr(error), "owner": owner, "traceback": "".join(traceback.format_exception(error))}
    return {"error": "", "plugins": [report(each) for each in _wanted(slug)], "messages": list(_general())}


def _wanted(slug: str) -> Iterator[Any]:
    from django.conf import settings

    yield from (found for found in settings.PLUGINS.found if slug in ("", found.slug))
    yield from (left for left in settings.PLUGINS.left if not left.wanted and slug in ("", left.slug))


def report(each: Any) -> dict[str, Any]:
    """The plugin's slug, its grade and what it misses, or the reason why it was left out."""
    from cms.devkit.conformity.subject import Subject
    from cms.devkit.quality import judged
    from cms.extend.checks import told as contests
    from cms.extend.discovery import Left
    from cms.extend.inventory import loaded
    from cms.extend.reasons import in_english

    if isinstance(each, Left):
        return {"slug": each.slug, "left_out": in_english(each.reason)}
    subject = Subject(next(plugin for plugin in loaded() if plugin.slug == each.slug))
    faults = [f"{message.id}: {message.msg}" for message in _messages() if _is_about(message, subject)]
    quality = judged(subject, faults)
    told = [in_english(text) for slug, text in contests() if slug == each.slug]
    return {"slug": each.slug, "grade": quality.grade, "missing": quality.missing, "told": told, "left_out": ""}


@cache
def _messages() -> list[Any]:
    from django.core.checks import WARNING, run_checks

    # Who is at odds with whom is told beside the grade: it is no fault of the one whose name it is.
    serious = [message for message in run_checks() if message.is_serious(WARNING) and message.id != "litfass.W004"]
    return [message for message in serious if not message.is_silenced()]


def _is_about(message: Any, subject: Any) -> bool:
    """Whether the message names the plugin, or something that the plugin defines."""
    defined = getattr(message.obj, "model", message.obj)
    module = getattr(defined, "__module__", "") or type(defined).__module__
    named = message.msg.startswith(f"The plugin {subject.plugin.slug} ")
    own = str(message.id).startswith(f"{subject.plugin.slug}.")
    return named or own or module.startswith(f"{subject.plugin.name}.")


def _general() -> Iterator[str]:
    """What the checks say about no plugin."""
    from cms.devkit.conformity.subject import Subject
    from cms.extend.inventory import loaded

    subjects = [Subject(plugin) for plugin in loaded()]
    for message in _messages():
        if message.id != "litfass.W001" and not any(_is_about(message, subject) for subject in subjects):
            yield f"{message.id}: {message.msg}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    json.dump(main(sys.argv[1] if len(sys.argv) > 1 else ""), sys.stdout)
