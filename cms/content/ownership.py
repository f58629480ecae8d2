"""How much of the content is a plugin's, whether the plugin is there or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Page

from cms.content.known_plugins import known
from cms.content.models.dormant import DormantPage
from cms.content.models.known_plugin import KnownPlugin
from cms.content.stored_streams import Wanted, blocks_in, places, stored_streams


@dataclass(frozen=True)
class Owned:
    """What a plugin owns: pages (those that are parked included), rows of its records, blocks in streams of others."""

    pages: int = 0
    parked: int = 0
    records: int = 0
    blocks: int = 0

    def __bool__(self) -> bool:
        return bool(self.pages or self.records or self.blocks)


def owned(slug: str) -> Owned:
    """How much the plugin with this slug owns."""
    return owned_by([slug])[slug]


def owned_by(slugs: Collection[str]) -> dict[str, Owned]:
    """How much each of the plugins with these slugs owns; all streams are read once."""
    plugins = [known(slug) for slug in slugs]
    blocks = _count_blocks(plugins)
    return {
        plugin.slug: Owned(
            pages=pages_of(plugin).count(),
            parked=DormantPage._base_manager.filter(app_label=plugin.app_label).count(),
            records=sum(rows(table) for table in tables_there(plugin.records)),
            blocks=blocks[plugin.slug],
        )
        for plugin in plugins
    }


def _count_blocks(plugins: Collection[KnownPlugin]) -> Counter[str]:
    """How many blocks of each plugin stand in all streams."""
    wanted = {plugin.slug: blocks_of(plugin) for plugin in plugins}
    found: Counter[str] = Counter()
    for stored in stored_streams(naming={name for plugin in plugins for name in beginnings_of(plugin)}):
        for slug, is_meant in wanted.items():
            found[slug] += sum(1 for _ in blocks_in(stored.stream, is_meant))
    return found


def pages_of(plugin: KnownPlugin) -> QuerySet[Page]:
    """Its pages, whether they can be opened, have lost their type, or are parked."""
    types = ContentType.objects.filter(app_label=plugin.app_label)
    own = Page._base_manager.filter(content_type__in=types)
    parked = DormantPage._base_manager.filter(app_label=plugin.app_label).values("pk")
    found: QuerySet[Page] = own | Page._base_manager.filter(pk__in=parked)
    return found


def blocks_of(plugin: KnownPlugin) -> Wanted:
    """Which names of blocks are the plugin's: those that it gave when it was here last, and unknown ones that bear its slug."""
    here = {name for place in places() for name in place.field.stream_block.child_blocks}
    own, prefix = set(plugin.blocks), f"{plugin.slug}_"
    return lambda name: name in own or (name.startswith(prefix) and name not in here)


def beginnings_of(plugin: KnownPlugin) -> set[str]:
    """With one of these begins the name of each block that may be the plugin's."""
    prefix = f"{plugin.slug}_"
    return {prefix, *(name for name in plugin.blocks if not name.startswith(prefix))}


def tables_there(names: Iterable[str]) -> list[str]:
    """Those of these tables that exist."""
    there = set(connection.introspection.table_names())
    return [table for table in names if table in there]


def rows(table: str) -> int:
    """How many rows the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
        return int(cursor.fetchone()[0])
