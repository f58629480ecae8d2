"""A made-up plugin with exporters, so that tests of feeds need none that is really there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from wagtail.models import Site

from cms.extend import Export, Exporter, Plugin, activation_cache, registry
from cms.extend.models import Activation
from cms.extend.registry import collect


def titles(export: Export) -> Iterator[str]:
    """A form of its own: one line of JSON for the whole, and one for each thing."""
    yield json.dumps([export.title, export.address, export.home, export.locale, export.updated_at.isoformat()]) + "\n"
    for document in export.documents:
        if document["title"] == "Kaputt":
            raise ValueError("Absicht")
        yield {"Kein Text": None, "Halber Text": "\ud83d"}.get(document["title"], "")
        yield json.dumps([document["type"], document["title"]]) + "\n"


class Lines(Plugin):
    """A plugin with a feed, one for events alone, and an exporter that is no feed."""

    slug = "zeilen"
    title = "Zeilen"
    version = "1"

    def exporters(self) -> Iterator[Exporter]:
        yield Exporter(name="zeilen", label="Zeilen", media_type="text/x-zeilen", export=titles, public=True, limit=4)
        yield Exporter(
            name="termine", label="Termine", media_type="text/x-termine", export=titles, types=("event",), public=True
        )
        yield Exporter(name="intern", label="Intern", media_type="text/x-intern", export=titles)


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin is there, in the place of whatever else gives exporters, and enabled for the site."""
    given = {slug: replace(each, exporters=()) for slug, each in registry().contributions.items()}
    contributions = {**given, "zeilen": collect(Lines("zeilen", sys.modules[__name__]))}
    monkeypatch.setattr(
        import_module("cms.extend.registry"), "_current", replace(registry(), contributions=contributions)
    )
    decide(True)


def decide(enabled: bool) -> None:
    """Enables or disables the plugin for the one site."""
    site = Site.objects.get(is_default_site=True).pk
    Activation.objects.update_or_create(plugin="zeilen", site=site, defaults={"enabled": enabled})
    activation_cache.forget()
