"""Brings stored blocks of plugins to their present version: in pages and records, live ones and drafts, and in all revisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from wagtail.models import Revision

from blocks.fields import ComposedStreamField
from blocks.versions import Unreadable, contributed, current
from cms.dormant.stored_streams import (
    Stored,
    Stream,
    refresh_documents,
    revisions_with_streams,
    rewrite_revision,
    rewrite_row,
    stored_streams,
)
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
        run.row(stored)
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
    def row(self, stored: Stored) -> None:
        model, stream = stored.column
        where = f"{model._meta.verbose_name} {stored.pk}"
        if rewrite_row(stored.column, stored.pk, lambda before: self._migrated(stream, before, where=where)):
            refresh_documents([(model, stored.pk)])

    @transaction.atomic
    def revision(self, revision: Revision) -> None:
        if fields := dict(_fields(revision)):
            where = f"revision {revision.pk} of {revision.content_type.name} {revision.object_id}"
            rewrite_revision(
                revision,
                lambda name, before: self._migrated(fields[name], before, where=where) if name in fields else before,
            )

    def _migrated(self, stream: ComposedStreamField, before: Stream, *, where: str) -> Stream:
        """What is to be stored: in a dry run what stood there before."""
        children = stream.stream_block.child_blocks
        after = [
            self._item(children[item["type"]], item, where)
            if isinstance(item, Mapping) and item.get("type") in self.names and item["type"] in children
            else item
            for item in before
        ]
        return before if self.dry_run else after

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


def _fields(revision: Revision) -> Iterator[tuple[str, ComposedStreamField]]:
    """The composed streams that the revision holds, by name; none of a type that is missing."""
    model = revision.content_type.model_class()
    for each in model._meta.concrete_fields if model else ():
        if isinstance(each, ComposedStreamField) and revision.content.get(each.name):
            yield each.name, each
