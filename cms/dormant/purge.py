"""Deletes all content of a plugin, once it lies in files."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Page, Revision

from cms.content.form_panels import panels_of
from cms.content.vetoes import without_vetoes_of
from cms.dormant.export import export
from cms.dormant.known_plugins import known, plugins_here, record_models
from cms.dormant.models import KnownPlugin
from cms.dormant.ownership import Owned, blocks_of, owned, pages_of
from cms.dormant.park import park
from cms.dormant.protect import deletion_allowed
from cms.dormant.stored_streams import (
    Stream,
    Wanted,
    blocks_in,
    refresh_documents,
    revisions_with_streams,
    rewrite_revision,
    rewrite_row,
    stored_streams,
    streams_in,
    without_blocks,
)
from cms.dormant.tables import tables_left
from cms.dormant.uninstall import clear, is_gone, refuse_references
from cms.extend import registry
from cms.extend.points import Contributions
from cms.publishing.withdrawing import withdraw_app


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
        withdraw_app(plugin.app_label)
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
    def change(stream: Stream) -> Stream:
        kept: Stream = without_blocks(stream, wanted)
        return kept

    with_any = [stored for stored in stored_streams() if any(blocks_in(stored.stream, wanted))]
    rewritten = [stored for stored in with_any if rewrite_row(stored.column, stored.pk, change)]
    for revision in revisions_with_streams():
        if any(any(blocks_in(stream, wanted)) for _, stream in streams_in(revision.content)):
            rewrite_revision(revision, lambda _, stream: change(stream))
    refresh_documents((stored.column.model, stored.pk) for stored in rewritten)


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
