"""Deletes all content of a plugin, once it lies in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Page, Revision

from cms.content.form_panels import panels_of
from cms.content.keeping import deletion_allowed
from cms.content.known_plugins import known, plugins_here, record_models
from cms.content.leftovers import tables_left
from cms.content.models.known_plugin import KnownPlugin
from cms.content.ownership import Owned, blocks_of, owned, pages_of
from cms.content.parking import content_purged, park, streams_rewritten
from cms.content.purging.clearing import clear, is_gone, refuse_references
from cms.content.purging.exporting import export
from cms.content.stored_streams import (
    Wanted,
    blocks_in,
    revisions_with_streams,
    stored_streams,
    without_blocks,
    write_stream,
)
from cms.content.vetoes import without_vetoes_of
from cms.extend import registry
from cms.extend.points import Contributions


class ForeignPagesBelow(Exception):
    """Pages of others stand below pages of the plugin; the text names one of each."""


def purge(slug: str, folder: Path) -> Owned:
    """Exports all content of the plugin into the folder and deletes it, all or nothing; what it was.

    If its code is gone, what else is left of it goes too, its tables among it. Raises `ForeignPagesBelow` or `StillReferred` before
    anything is done if something of others would go along.
    """
    plugin = known(slug)
    gone = is_gone(plugin)
    with transaction.atomic():
        # Revisions of a page are found through its type.
        park()
        _refuse_foreign_pages(plugin)
        if gone:
            refuse_references(plugin)
        before = owned(slug)
        export(slug, folder)
        _take_out_blocks(blocks_of(plugin))
        _take_out_rows(plugin)
        _delete_pages(plugin)
        content_purged.send(sender=KnownPlugin, app_label=plugin.app_label)
        if gone:
            clear(plugin)
    return before


def _refuse_foreign_pages(plugin: KnownPlugin) -> None:
    own = set(pages_of(plugin).values_list("pk", flat=True))
    for page in pages_of(plugin).filter(numchild__gt=0):
        for below in Page._base_manager.filter(path__startswith=page.path).exclude(pk=page.pk).only("pk", "title"):
            if below.pk not in own:
                raise ForeignPagesBelow(
                    f"“{below.title}” stands below “{page.title}” and is no page of {plugin.slug}; move it first."
                )


def _take_out_blocks(wanted: Wanted) -> None:
    keys: list[tuple[int, str]] = []
    for stored in stored_streams():
        if any(blocks_in(stored.stream, wanted)):
            write_stream(stored.place, stored.pk, without_blocks(stored.stream, wanted))
            keys.append((ContentType.objects.get_for_model(stored.place.model).pk, str(stored.pk)))
    for revision in revisions_with_streams():
        _take_out_of_revision(revision, wanted)
    if keys:
        streams_rewritten.send(sender=KnownPlugin, keys=keys)


def _take_out_rows(plugin: KnownPlugin) -> None:
    """Takes what the plugin's panels hold out of the revisions of others, from which it would be published again."""
    given = registry().contributions.get(plugin.slug, Contributions())
    names = {name for model in _models(given) for name, panel in panels_of(model) if panel.plugin == plugin.slug}
    for name in names:
        for revision in Revision.objects.filter(content__has_key=name):
            kept = {key: value for key, value in revision.content.items() if key != name}
            Revision.objects.filter(pk=revision.pk).update(content=kept)


def _models(given: Contributions) -> list[type[Model]]:
    types = {name for panel in given.panels for name in panel.types}
    return [public.model for name, public in registry().public_types.items() if name in types]


def _take_out_of_revision(revision: Revision, wanted: Wanted) -> None:
    content, changed = dict(revision.content), False
    for name, value in revision.content.items():
        stream = _stream(value)
        if any(blocks_in(stream, wanted)):
            kept = without_blocks(stream, wanted)
            content[name], changed = json.dumps(kept) if isinstance(value, str) else kept, True
    if changed:
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _stream(value: Any) -> Any:
    """The stream in a revision's field, which Wagtail stores as text."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _delete_pages(plugin: KnownPlugin) -> None:
    """Deletes its pages and its records: through its models if they are there, otherwise row by row."""
    here = next((each for each in plugins_here() if each.slug == plugin.slug), None)
    pages = list(pages_of(plugin).order_by("path"))
    if here is None:
        _empty(plugin)
    tops = [page for page in pages if not any(page.is_descendant_of(other) for other in pages if other.numchild)]
    with deletion_allowed(), without_vetoes_of(plugin.slug):
        for page in tops:
            Page.objects.get(pk=page.pk).delete()
        for model in record_models(here) if here else ():
            model._base_manager.all().delete()


def _empty(plugin: KnownPlugin) -> None:
    """Empties its tables; what refers to what among them is only judged when the transaction ends."""
    with connection.cursor() as cursor:
        for table in tables_left(plugin):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name
