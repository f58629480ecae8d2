"""10,000 published pages whose plugin is taken away at `migrate`, and comes back at the next; what plugins own is counted before.

The pages are copies of one press release, written row by row with their revision and their ledger entry: publishing each of them would
take minutes and measure nothing of parking.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import uuid4

import orjson
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, ReferenceIndex, Revision

from bench.archive import copy_entry
from cms.dormant.missing import orphans
from cms.dormant.ownership import owned_by
from cms.dormant.park import park
from cms.dormant.restore import restore
from cms.extend import public_id
from cms.publishing.models import Entry
from cms.publishing.rebuilding import rebuild_task

PAGES = 10_000
MOST_SECONDS = 60


def main() -> int:
    """Measures, prints the table; 1 if something was lost, or took longer than anybody waits for a `migrate`."""
    call_command("migrate", verbosity=0)
    call_command("demo")
    fill(PAGES)
    _, counted = timed(lambda: owned_by([found.slug for found in settings.PLUGINS.found]))
    before = state()
    with taken_away():
        parked, away = timed(park)
        left = orphans().count() + Entry.objects.filter(type="press_release", state="live").count()
    restored, back = timed(restore)
    lost = before != state()
    _, public = timed(rebuild_task.func)
    found = Entry.objects.filter(type="press_release", state="live").count()
    print("\n| pages | counted | parked | given back | public again (task) |\n|---|---|---|---|---|")
    print(f"| {parked:,} | {counted:.2f} s | {away:.1f} s | {back:.1f} s | {public:.1f} s |\n")
    failed = lost or left or parked != restored or found != restored
    print("Something was lost." if failed else "Nothing was lost.")
    return int(bool(failed) or max(away, back) > MOST_SECONDS)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work returns, and how long it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def fill(count: int) -> None:
    """Copies of a published press release until there are `count`."""
    from plugins.press.models import PressReleasePage

    original = PressReleasePage.objects.filter(live=True)[:1].get()
    parent = original.get_parent()
    have = PressReleasePage.objects.count()
    with transaction.atomic():
        for number in range(count - have):
            copy(original.pk, parent, number=number)
            if number % 500 == 0:
                sys.stdout.write(f"\r  {number} of {count} pages ")
                sys.stdout.flush()
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count - have)


def copy(original: int, parent: Page, *, number: int) -> None:
    """One live copy with its revision, its references and its entry."""
    from plugins.press.models import PressReleasePage

    page = PressReleasePage.objects.get(pk=original)
    revision, source = page.live_revision, public_id(page)
    page.path = Page._get_path(parent.path, parent.depth + 1, 2000 + number)  # noqa: SLF001 - there is no public way
    page.slug, page.translation_key = f"{page.slug[:200]}-{number}", uuid4()
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.latest_revision = page.live_revision = None
    fields = [field.attname for field in Page._meta.local_fields if field.name != "id"]
    base = Page(**{name: getattr(page, name) for name in fields})
    base.save_base(raw=True, force_insert=True)
    page.pk = page.id = page.page_ptr_id = base.pk
    page.save_base(raw=True, force_insert=True)
    revision.pk, revision.object_id = None, str(base.pk)
    revision.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=base.pk).update(latest_revision=revision, live_revision=revision)
    copy_references(original, base.pk)
    copy_entry(source, page)


def copy_references(original: int, pk: int) -> None:
    """What the original refers to, for the copy."""
    rows = list(ReferenceIndex.objects.filter(object_id=str(original), base_content_type=page_type()))
    for row in rows:
        row.pk, row.object_id = None, str(pk)
    ReferenceIndex.objects.bulk_create(rows)


def page_type() -> int:
    """The content type of pages as such."""
    return int(ContentType.objects.get_for_model(Page).pk)


def state() -> list[Any]:
    """The rows of all pages and revisions, which must come back as they were."""
    pages = list(Page.objects.order_by("pk").values_list())
    return [pages, [orjson.dumps(row, default=str) for row in Revision.objects.order_by("pk").values_list()]]


@contextmanager
def taken_away() -> Iterator[None]:
    """Within, nobody finds the models of the press plugin by their content type."""
    found = ContentType.model_class

    def model_class(self: ContentType) -> Any:
        return None if self.app_label == "press" else found(self)

    with mock.patch.object(ContentType, "model_class", model_class):
        yield
