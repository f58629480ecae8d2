"""2,000 complete events: those of the demo archive, copied row by row with their children until there are enough."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from uuid import uuid4

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from bench.stock import CHILDREN
from cms.content.models import EventIndexPage, EventPage
from cms.publishing import ledger

Progress = Callable[[int, int], None]


def fill(count: int, progress: Progress) -> None:
    """Loads the demo archive and copies its German events until there are `count`, each with its ledger entry."""
    call_command("migrate", verbosity=0)
    call_command("demo")
    originals = list(EventPage.objects.filter(locale__language_code="de", live=True).order_by("pk"))
    index = EventIndexPage.objects.get(locale__language_code="de")
    copies = []
    with transaction.atomic():
        for number, original in enumerate(islice(cycle(originals), count - len(originals))):
            copies.append(_copy(original, index, number=len(originals) + number))
        Page.objects.filter(pk=index.pk).update(numchild=count)
    for done, page in enumerate(copies, 1):
        ledger.publish(EventPage.objects.get(pk=page))
        progress(done, len(copies))


def _copy(original: EventPage, index: Page, *, number: int) -> int:
    """The key of a live copy below the index page; written without signals, which is what makes it fast."""
    page = EventPage.objects.get(pk=original.pk)
    children = [list(getattr(page, _related_name(child)).all()) for child in CHILDREN]
    page.path = Page._get_path(index.path, index.depth + 1, 1000 + number)  # noqa: SLF001 - treebeard has no public way
    page.slug, page.title = f"{original.slug[:200]}-{number}", f"{original.title[:200]} ({number})"
    page.draft_title, page.url_path = page.title, f"{index.url_path}{page.slug}/"
    page.translation_key = uuid4()
    page.latest_revision = page.live_revision = None
    page.numchild = 0
    base = Page(
        **{field.attname: getattr(page, field.attname) for field in Page._meta.local_fields if field.name != "id"}
    )
    base.save_base(raw=True, force_insert=True)
    page.pk = page.id = page.page_ptr_id = base.pk
    page.save_base(raw=True, force_insert=True)
    for child, rows in zip(CHILDREN, children, strict=True):
        for row in rows:
            row.pk, row.page_id = None, base.pk
        child.objects.bulk_create(rows)
    return int(base.pk)


def _related_name(child: type) -> str:
    return str(child._meta.get_field("page").remote_field.related_name)
