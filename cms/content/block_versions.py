"""Brings stored blocks of plugins to their present version: in pages and records, live ones and drafts, and in all revisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from blocks.fields import ComposedStreamField
from blocks.versions import Unreadable, contributed, current
from cms.content.models.known_plugin import KnownPlugin
from cms.content.parking import streams_rewritten
from cms.content.stored_streams import Place, held_stream, revisions_with_streams, stored_streams, write_stream
from cms.extend import registry


class Fault(NamedTuple):
    """A stored block that cannot be read, and why; it stays as it is."""

    place: str
    block: str
    id: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}, block {self.block} ({self.id}): {self.why}"


@dataclass
class Migration:
    """What became of the stored blocks: how many were brought to their version, and those that could not be."""

    migrated: int = 0
    faults: list[Fault] = field(default_factory=list)


def migrate_blocks(
    slug: str = "", *, dry_run: bool = False, report: Callable[[Fault], None] = lambda fault: None
) -> Migration:
    """Migrates the blocks of the plugin, or of all; each page, record and revision by itself, so that a run can be ended and taken up.

    A dry run does the same and stores nothing.
    """
    names = {block.name for block in registry().blocks if slug in ("", block.plugin)}
    run = _Run(names, Migration(), dry_run=dry_run, report=report)
    for stored in stored_streams(names):
        run.row(stored.place, stored.pk)
    for revision in revisions_with_streams():
        run.revision(revision)
    return run.done


@dataclass
class _Run:
    names: Collection[str]
    done: Migration
    dry_run: bool
    report: Callable[[Fault], None]

    @transaction.atomic
    def row(self, place: Place, key: Any) -> None:
        before = held_stream(place, key)
        after = self._current(place.field, before, where=f"{place.model._meta.verbose_name} {key}")
        if after != before and not self.dry_run:
            write_stream(place, key, after)
            content_type = ContentType.objects.get_for_model(place.model).pk
            streams_rewritten.send(sender=KnownPlugin, keys=[(content_type, str(key))])

    @transaction.atomic
    def revision(self, revision: Revision) -> None:
        changed = dict(_streams(revision))
        if not changed:
            return
        held = Revision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
        content, where = (
            dict(held.content),
            f"revision {revision.pk} of {revision.content_type.name} {revision.object_id}",
        )
        for name, stream in _streams(held):
            before = json.loads(content[name]) if isinstance(content[name], str) else content[name]
            after = self._current(stream, before, where=where)
            if after != before:
                content[name] = json.dumps(after) if isinstance(content[name], str) else after
        if content != held.content and not self.dry_run:
            Revision.objects.filter(pk=revision.pk).update(content=content)

    def _current(self, stream: ComposedStreamField, items: list[Any], *, where: str) -> list[Any]:
        children = stream.stream_block.child_blocks
        return [
            self._item(children[item["type"]], item, where)
            if isinstance(item, Mapping) and item.get("type") in self.names and item["type"] in children
            else item
            for item in items
        ]

    def _item(self, block: Any, item: Mapping[str, Any], where: str) -> Mapping[str, Any]:
        if contributed(block) is None:
            return item
        try:
            # Written out, since only then it is known that it can be stored.
            now = json.loads(json.dumps(current(block, item)))
        except (Unreadable, TypeError, ValueError) as error:
            fault = Fault(where, str(item["type"]), str(item.get("id", "")), str(error))
            self.done.faults.append(fault)
            self.report(fault)
            return item
        self.done.migrated += now != item
        return now if now != item else item


def _streams(revision: Revision) -> Iterator[tuple[str, ComposedStreamField]]:
    """The composed streams that the revision holds, by name; none of a type that is missing."""
    model = revision.content_type.model_class()
    for each in model._meta.concrete_fields if model else ():
        if isinstance(each, ComposedStreamField) and revision.content.get(each.name):
            yield each.name, each
