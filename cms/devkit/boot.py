"""`python -m cms.devkit.boot [SLUG]`: starts the installation once and prints as JSON how that went, for `plugins check`."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

import django


def main(slug: str) -> dict[str, Any]:
    """How the start went: the error and whose it is, or each plugin with its grade, and what the checks say about no plugin."""
    from django.conf import settings

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
    plugins = [report(each) for each in wanted if slug in ("", each.slug)]
    return {"error": "", "plugins": plugins, "messages": about_no_plugin()}


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
    json.dump(main(sys.argv[1] if len(sys.argv) > 1 else ""), sys.stdout)
