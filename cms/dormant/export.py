"""Writes all content of a plugin into JSON files, whether its code is there or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.models import get_default_page_content_type as page_type

from cms.dormant.known_plugins import known
from cms.dormant.models import DormantPage, KnownPlugin
from cms.dormant.ownership import blocks_of, pages_of
from cms.dormant.stored_streams import blocks_in, stored_streams
from cms.dormant.tables import existing

README = """Content of the plugin “{title}” ({slug}), exported on {day}.

pages.json      One object per page: `page` is its row in wagtailcore_page, `parked` what was kept aside of that row while the plugin
                was missing, `own` its rows in the plugin's tables, by table.
tables.json     All rows of the plugin's tables, by table: its records, and the parts of its pages.
revisions.json  All revisions of its pages and records; `content` is the page or record as it was then.
blocks.json     Its blocks in the streams of others: `model`, `key` and `field` say where each one stood.

Streams hold blocks as `type`, `value` and `id`; a key such as `city_id` is the id of a row in the core's table.
"""


def export(slug: str, folder: Path) -> Path:
    """A new folder within `folder` with all content of the plugin; its README.txt says what is what."""
    plugin = known(slug)
    target = folder / f"{slug}-{timezone.now():%Y%m%d-%H%M%S-%f}"
    target.mkdir(parents=True)
    tables = {table: _rows(table) for table in existing(plugin.tables)}
    for name, content in {
        "pages": list(_pages(plugin, tables)),
        "tables": tables,
        "revisions": list(_revisions(plugin)),
        "blocks": list(_blocks(plugin)),
    }.items():
        text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        (target / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    readme = README.format(title=plugin.title, slug=slug, day=timezone.localdate())
    (target / "README.txt").write_text(readme, encoding="utf-8")
    return target


def _rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608 - a table's own name
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _pages(plugin: KnownPlugin, tables: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    payloads = dict(DormantPage._base_manager.filter(app_label=plugin.app_label).values_list("pk", "payload"))
    own: dict[int, dict[str, list[Any]]] = {}
    for table, rows in tables.items():
        for row in rows:
            if (key := row.get("page_ptr_id", row.get("page_id"))) is not None:
                own.setdefault(key, {}).setdefault(table, []).append(row)
    fields = [field.attname for field in Page._meta.local_concrete_fields]
    for page in pages_of(plugin).order_by("path").values(*fields):
        yield {"page": page, "parked": payloads.get(page["id"]), "own": own.get(page["id"], {})}


def _revisions(plugin: KnownPlugin) -> Iterator[dict[str, Any]]:
    fields = [field.attname for field in Revision._meta.local_concrete_fields]
    keys = [str(key) for key in pages_of(plugin).values_list("pk", flat=True)]
    for start in range(0, len(keys), 500):
        some = Revision.objects.filter(base_content_type=page_type(), object_id__in=keys[start : start + 500])
        yield from some.order_by("object_id", "pk").values(*fields)
    of_records = Revision.objects.filter(content_type__app_label=plugin.app_label).exclude(
        base_content_type=page_type()
    )
    yield from of_records.order_by("pk").values(*fields)


def _blocks(plugin: KnownPlugin) -> Iterator[dict[str, Any]]:
    wanted = blocks_of(plugin)
    for stored in stored_streams():
        for block in blocks_in(stored.stream, wanted):
            model, field = stored.column
            yield {"model": model._meta.label, "key": stored.pk, "field": field.name, "block": block}
