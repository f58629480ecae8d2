"""`plugins list`: every plugin that was found or is missing, its state, what it contributes and what it owns."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper
from wagtail.models import Site

from cms.dormant import known_plugins, ownership
from cms.dormant.missing_plugins import MissingPlugin, missing_plugins
from cms.extend import is_enabled
from cms.extend.inventory import Listed, inventory
from cms.extend.reasons import in_english
from cms.launch.plugins.counts_in_words import counts_in_words
from cms.launch.plugins.missing import what_waits
from cms.launch.plugins.sites import add_site, sites_of
from cms.launch.plugins.verbs import Options
from cms.settings.env import short_path

HELP = (
    "List every plugin that was found, or whose content waits for it: its state, what it contributes and what it owns."
)


def arguments(parser: ArgumentParser) -> None:
    """`--site` and `--json`."""
    add_site(parser)
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def run(options: Options, out: OutputWrapper) -> None:
    """Prints the list."""
    sites = sites_of(options["site"])
    found = inventory()
    owned = ownership.owned_by([listed.slug for listed in found])
    plugins = [described(listed, sites, owned[listed.slug]) for listed in found]
    plugins += [described_missing(each) for each in missing_plugins()]
    if options["json"]:
        out.write(json.dumps(plugins, ensure_ascii=False, indent=2))
    elif not plugins:
        out.write("There are no plugins. `manage.py plugins new NAME` makes one.")
    for plugin in [] if options["json"] else plugins:
        out.write("\n".join(lines(plugin)))


def described(listed: Listed, sites: list[Site], owned: ownership.Owned) -> dict[str, Any]:
    """The plugin as plain values."""
    is_removed = known_plugins.removed().filter(slug=listed.slug).exists()
    return {
        "slug": listed.slug,
        "title": listed.title,
        "state": "removed" if is_removed else str(listed.standing),
        "reason": f"back with: manage.py plugins restore {listed.slug}" if is_removed else in_english(listed.reason),
        "version": listed.version,
        "contract": listed.contract,
        "source": {"distribution" if listed.from_distribution else "folder": listed.source},
        "enabled": {site.hostname: is_enabled(listed.slug, site.pk) for site in sites} if listed.version else {},
        "contributes": {point: list(names) for point, names in listed.contributes.items()},
        "paused": {point: in_english(reason) for point, reason in listed.paused.items()},
        "told": [in_english(text) for text in listed.told],
        "owns": owned.numbers(),
    }


def described_missing(plugin: MissingPlugin) -> dict[str, Any]:
    """The same of a plugin that is missing."""
    return {
        "slug": plugin.slug,
        "title": plugin.title,
        "state": "missing",
        "reason": what_waits(plugin),
        "version": "",
        "contract": None,
        "source": {},
        "enabled": {},
        "contributes": {},
        "paused": {},
        "told": [],
        "owns": dict(plugin.owns),
    }


def lines(plugin: dict[str, Any]) -> Iterator[str]:
    """The plugin as a few lines for people."""
    contract = f", contract {plugin['contract']}" if plugin["contract"] is not None else ""
    yield f"{plugin['slug']} {plugin['version']}{contract}: {_state(plugin)}".replace(" :", ":")
    for kind, place in plugin["source"].items():
        yield f"  from {kind} {place if kind == 'distribution' else short_path(Path(place))}"
    for point, names in plugin["contributes"].items():
        yield f"  {point}: {', '.join(names)}"
    for point, reason in plugin["paused"].items():
        yield f"  paused {point}: {reason}"
    for text in plugin["told"]:
        yield f"  names: {text}"
    yield f"  owns {counts_in_words(plugin['owns'])}"


def _state(plugin: dict[str, Any]) -> str:
    if plugin["state"] != "loaded":
        return f"{plugin['state']} ({plugin['reason']})"
    hosts = [host for host, enabled in plugin["enabled"].items() if enabled]
    if len(hosts) == len(plugin["enabled"]):
        return "enabled"
    return f"enabled for {', '.join(hosts)}" if hosts else "disabled"
