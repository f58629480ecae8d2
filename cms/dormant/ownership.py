"""How much of the content is a plugin's, whether the plugin is there or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.dormant.known_plugins import known
from cms.dormant.models import DormantPage, KnownPlugin
from cms.dormant.stored_streams import Wanted, blocks_in, stored_streams, stream_columns
from cms.dormant.tables import count_rows, existing


@dataclass(frozen=True)
class Owned:
    """What a plugin owns: pages (those that are parked included), rows of its records, blocks in streams of others."""

    pages: int = 0
    parked: int = 0
    records: int = 0
    blocks: int = 0

    def numbers(self) -> dict[str, int]:
        """How many of each kind there are; kinds without any are left out."""
        return {kind: number for kind, number in asdict(self).items() if number}


def owned(slug: str) -> Owned:
    return owned_by([slug])[slug]


def owned_by(slugs: Collection[str]) -> dict[str, Owned]:
    """How much each of the plugins with these slugs owns; all streams are read once."""
    plugins = [known(slug) for slug in slugs]
    blocks = _count_blocks(plugins)
    return {
        plugin.slug: Owned(
            pages=pages_of(plugin).count(),
            parked=DormantPage._base_manager.filter(app_label=plugin.app_label).count(),
            records=sum(count_rows(table) for table in existing(plugin.records)),
            blocks=blocks[plugin.slug],
        )
        for plugin in plugins
    }


def _count_blocks(plugins: Collection[KnownPlugin]) -> Counter[str]:
    """How many blocks of each plugin stand in all streams."""
    wanted = {plugin.slug: blocks_of(plugin) for plugin in plugins}
    found: Counter[str] = Counter()
    for stored in stored_streams(naming={name for plugin in plugins for name in _beginnings_of(plugin)}):
        for slug, is_meant in wanted.items():
            found[slug] += sum(1 for _ in blocks_in(stored.stream, is_meant))
    return found


def pages_of(plugin: KnownPlugin) -> QuerySet[Page]:
    """Its pages, whether they can be opened, have lost their type, or are parked."""
    parked = DormantPage._base_manager.filter(app_label=plugin.app_label).values("pk")
    found: QuerySet[Page] = Page._base_manager.filter(Q(content_type__app_label=plugin.app_label) | Q(pk__in=parked))
    return found


def blocks_of(plugin: KnownPlugin) -> Wanted:
    """Which names of blocks are the plugin's: those that it gave when it was here last, and unknown ones that bear its slug."""
    here = {name for column in stream_columns() for name in column.field.stream_block.child_blocks}
    own, prefix = set(plugin.blocks), f"{plugin.slug}_"
    return lambda name: name in own or (name.startswith(prefix) and name not in here)


def _beginnings_of(plugin: KnownPlugin) -> set[str]:
    """With one of these begins the name of each block that may be the plugin's."""
    prefix = f"{plugin.slug}_"
    return {prefix, *(name for name in plugin.blocks if not name.startswith(prefix))}
