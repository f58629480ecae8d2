"""The feeds plugin."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.extend import Exporter, Plugin


class FeedsConfig(Plugin):
    """Atom, RSS and JSON Feed, for each list and each filter."""

    name = "plugins.feeds"
    label = "feeds"
    slug = "feeds"
    title = "Feeds"
    version = "1.0"
    enabled_by_default = True
    verbose_name = _("Feeds")

    def exporters(self) -> Iterable[Exporter]:
        """The three formats, each at an address of its own."""
        from plugins.feeds import atom, json_feed, rss

        yield Exporter(name="atom", label=_("Atom"), media_type=atom.MEDIA_TYPE, export=atom.atom, public=True)
        yield Exporter(name="rss", label=_("RSS"), media_type=rss.MEDIA_TYPE, export=rss.rss, public=True)
        yield Exporter(
            name="json", label=_("JSON Feed"), media_type=json_feed.MEDIA_TYPE, export=json_feed.json_feed, public=True
        )
