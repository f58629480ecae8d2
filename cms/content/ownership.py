"""How much of the content is a plugin's, whether the plugin is there or not."""

from __future__ import annotations

from collections.abc import Iterable
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
    plugin = known(slug)
    wanted = blocks_of(plugin)
    return Owned(
        pages=pages_of(plugin).count(),
        parked=DormantPage._base_manager.filter(app_label=plugin.app_label).count(),
        records=sum(rows(table) for table in tables_there(plugin.records)),
        blocks=sum(len(list(blocks_in(stored.stream, wanted))) for stored in stored_streams()),
    )


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


def tables_there(names: Iterable[str]) -> list[str]:
    """Those of these tables that exist."""
    there = set(connection.introspection.table_names())
    return [table for table in names if table in there]


def rows(table: str) -> int:
    """How many rows the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
        return int(cursor.fetchone()[0])
