"""A plugin as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from cms.content.sites import site_name
from cms.dormant import known_plugins, ownership
from cms.dormant.missing_plugins import MissingPlugin, missing_plugins
from cms.extend import is_enabled
from cms.extend.inventory import Listed, Standing, inventory

STANDINGS: Mapping[Standing, str | Promise] = {
    Standing.LOADED: _("loaded"),
    Standing.DROPPED: _("contributes nothing"),
    Standing.LEFT_OUT: _("left out"),
    Standing.SKIPPED: _("skipped on purpose"),
}

POINTS: Mapping[str, str | Promise] = {
    "page_types": _("Page types"),
    "records": _("Records"),
    "blocks": _("Blocks"),
    "api_routes": _("Addresses of the API"),
    "api_fields": _("Fields in the API"),
    "search_fields": _("Text for the search"),
    "facets": _("Filters"),
    "exporters": _("Exports and feeds"),
    "importers": _("Imports"),
    "triggers": _("Triggers"),
    "reactions": _("Reactions"),
    "menu": _("Menu entries"),
    "settings": _("Settings"),
    "checks": _("Checks"),
    "jobs": _("Jobs"),
    "before_delete": _("Vetoes against deletion"),
    "panels": _("Parts of forms"),
    "before_save": _("Asked before a save"),
    "after_save": _("Told after a save"),
    "regions": _("Shown on pages of the site"),
}


@dataclass(frozen=True)
class SiteSwitch:
    """A site, and whether the plugin is enabled for it."""

    site: Site
    enabled: bool

    @property
    def name(self) -> str:
        """What people call the site."""
        return site_name(self.site)


@dataclass(frozen=True)
class Card:
    """A plugin with the sites that it can be switched for, and what it owns."""

    listed: Listed
    places: tuple[SiteSwitch, ...]
    owns: Mapping[str, int]
    is_removed: bool = False

    @property
    def standing(self) -> str | Promise:
        """Its state in words."""
        if self.is_removed:
            return _("removed, its pages are put aside")
        return STANDINGS[self.listed.standing]

    @property
    def is_faulty(self) -> bool:
        """Whether it fails, which is more than being skipped."""
        return self.listed.standing in (Standing.DROPPED, Standing.LEFT_OUT)

    @property
    def origin(self) -> str:
        """The distribution, or the name of the folder."""
        return self.listed.source if self.listed.from_distribution else Path(self.listed.source).name

    @property
    def contributes(self) -> list[tuple[str | Promise, str]]:
        """Each point in words, with the names of what the plugin gives there."""
        return [(POINTS[point], ", ".join(names)) for point, names in self.listed.contributes.items()]

    @property
    def content(self) -> list[str]:
        """How much it owns, in words."""
        return in_words(self.owns)


@dataclass(frozen=True)
class MissingCard:
    """A plugin that is missing, and what waits for it."""

    plugin: MissingPlugin

    @property
    def content(self) -> list[str]:
        """How much waits, in words."""
        return in_words(self.plugin.owns)


def in_words(owns: Mapping[str, int]) -> list[str]:
    """How much there is of each kind."""
    forms = {
        "pages": ngettext("%d page", "%d pages", owns.get("pages", 0)),
        "parked": ngettext("%d of them put aside", "%d of them put aside", owns.get("parked", 0)),
        "records": ngettext("%d record", "%d records", owns.get("records", 0)),
        "blocks": ngettext("%d block", "%d blocks", owns.get("blocks", 0)),
    }
    return [forms[kind] % number for kind, number in owns.items()]


def cards() -> list[Card]:
    """All plugins, those with trouble first."""
    sites = list(Site.objects.order_by("-is_default_site", "hostname", "port"))
    plugins = sorted(inventory(), key=lambda listed: not listed.is_in_trouble)
    owned = ownership.owned_by([listed.slug for listed in plugins])
    gone = set(known_plugins.removed().values_list("slug", flat=True))
    return [
        Card(listed, tuple(_places(listed, sites)), owned[listed.slug].numbers(), listed.slug in gone)
        for listed in plugins
    ]


def missing_cards() -> list[MissingCard]:
    """Those that are missing while content of theirs waits."""
    return [MissingCard(plugin) for plugin in missing_plugins()]


def _places(listed: Listed, sites: list[Site]) -> list[SiteSwitch]:
    return [SiteSwitch(site, is_enabled(listed.slug, site.pk)) for site in sites] if listed.is_loaded else []
