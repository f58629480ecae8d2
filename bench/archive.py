"""2,000 complete events: those of the demo archive, copied row by row until there are enough.

The copies get their children and their ledger entries as rows, too: publishing each of them would take minutes and measure nothing
that the demo archive does not already show.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from uuid import UUID, uuid4

import orjson
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from bench.stock import CHILDREN, related_name
from cms.content.models import EventIndexPage, EventPage
from cms.extend import public_id
from cms.publishing.ledger import next_sequence
from cms.publishing.models import Entry, FacetRow, OccurrenceRow

Progress = Callable[[int, int], None]


def fill(count: int, progress: Progress) -> None:
    """Loads the demo archive and copies its German events until there are `count`."""
    call_command("migrate", verbosity=0)
    call_command("demo")
    originals = list(EventPage.objects.filter(locale__language_code="de", live=True).order_by("pk"))
    index = EventIndexPage.objects.get(locale__language_code="de")
    wanted = count - len(originals)
    with transaction.atomic():
        for number, original in enumerate(islice(cycle(originals), wanted), 1):
            copy_entry(public_id(original), copy_page(original.pk, index, number=number))
            progress(number, wanted)
        Page.objects.filter(pk=index.pk).update(numchild=count)


def copy_page(original: int, index: Page, *, number: int) -> EventPage:
    """A live copy below the index page with all children; written without signals, which is what makes it fast."""
    page = EventPage.objects.get(pk=original)
    children = [list(getattr(page, related_name(child)).all()) for child in CHILDREN]
    page.path = Page._get_path(index.path, index.depth + 1, 1000 + number)  # noqa: SLF001 - there is no public way
    page.slug, page.title = f"{page.slug[:200]}-{number}", f"{page.title[:200]} ({number})"
    page.draft_title, page.url_path = page.title, f"{index.url_path}{page.slug}/"
    page.translation_key = uuid4()
    page.latest_revision = page.live_revision = None
    fields = [field.attname for field in Page._meta.local_fields if field.name != "id"]
    base = Page(**{name: getattr(page, name) for name in fields})
    base.save_base(raw=True, force_insert=True)
    page.pk = page.id = page.page_ptr_id = base.pk
    page.save_base(raw=True, force_insert=True)
    for child, rows in zip(CHILDREN, children, strict=True):
        for row in rows:
            row.pk, row.page_id = None, base.pk
        child.objects.bulk_create(rows)
    return page


def copy_entry(original: UUID, page: EventPage) -> None:
    """The original's ledger entry once more, for the copy."""
    entry = Entry.objects.get(pk=original)
    rows, times = list(entry.facet_rows.all()), list(entry.occurrence_rows.all())
    document = orjson.loads(entry.document)
    document |= {"id": str(public_id(page)), "title": page.title, "url": page.full_url, "path": page.url_path}
    entry.document = orjson.dumps(document).decode()
    entry.pk, entry.sequence, entry.object_pk = public_id(page), next_sequence(), str(page.pk)
    entry.title = entry.sort_key = page.title
    entry.etag, entry.translation_key = uuid4().hex, page.translation_key
    entry.save(force_insert=True)
    FacetRow.objects.bulk_create(FacetRow(entry=entry, name=row.name, value=row.value, label=row.label) for row in rows)
    for time in times:
        time.pk, time.entry = None, entry
    OccurrenceRow.objects.bulk_create(times)
