"""Rows beside a page that bear its type: they follow the page into parking, so that whoever lists them finds a page that exists.

Revisions, states of workflows, the history and the index of the desk's search only change their type. References also change the
field in which they were found, since the stand-in has no other, and scheduled revisions lose their date: nobody may publish them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, WorkflowState
from wagtail.models import get_default_page_content_type as page_type
from wagtail.search.models import IndexEntry

Payloads = Mapping[int, dict[str, Any]]
"""What is remembered of each page, by its key."""

FIELD = "payload"


def retype(pages: Sequence[int], *, before: int, after: int) -> None:
    """Gives the rows beside these pages another content type."""
    keys = [str(pk) for pk in pages]
    for model in (Revision, WorkflowState, IndexEntry):
        model._base_manager.filter(content_type=before, object_id__in=keys).update(content_type=after)
    PageLogEntry._base_manager.filter(page__in=pages, content_type=before).update(content_type=after)


def note_references(payloads: Payloads, *, before: int, after: int) -> None:
    """Takes down under which field each reference of these pages was found, and puts it under the stand-in's."""
    found = _references(payloads, of=before)
    for pk, page, path in found.values_list("pk", "object_id", "model_path"):
        payloads[int(page)].setdefault("references", {}).setdefault(path, []).append(pk)
    found.update(content_type=after, model_path=FIELD)


def give_references_back(payloads: Payloads, *, before: int, after: int) -> list[int]:
    """Puts references under their own field again; the pages some of whose references are gone, so that they are to be found anew."""
    by_path: dict[str, list[int]] = defaultdict(list)
    for payload in payloads.values():
        for path, keys in payload.get("references", {}).items():
            by_path[path] += keys
    found = set(_references(payloads, of=before).values_list("pk", flat=True))
    for path, keys in by_path.items():
        for some in _portions(keys):
            ReferenceIndex.objects.filter(pk__in=some).update(content_type=after, model_path=path)
    return [
        page
        for page, payload in payloads.items()
        if not found.issuperset(key for keys in payload.get("references", {}).values() for key in keys)
    ]


def _references(pages: Iterable[int], *, of: int) -> QuerySet[ReferenceIndex]:
    """Those found in fields of the type, not in those that all pages have."""
    found: QuerySet[ReferenceIndex] = ReferenceIndex.objects.filter(
        base_content_type=page_type(), object_id__in=[str(pk) for pk in pages], content_type=of
    )
    return found


def note_schedules(payloads: Payloads) -> None:
    """Takes down when revisions of these pages were to go live, and takes that from them."""
    scheduled = Revision.objects.filter(
        base_content_type=page_type(), object_id__in=[str(pk) for pk in payloads], approved_go_live_at__isnull=False
    )
    for pk, page, day in scheduled.values_list("pk", "object_id", "approved_go_live_at"):
        payloads[int(page)].setdefault("scheduled", {})[str(pk)] = day.isoformat()
    scheduled.update(approved_go_live_at=None)


def give_schedules_back(payloads: Payloads) -> None:
    """Lets revisions go live when they were to."""
    for payload in payloads.values():
        for pk, day in payload.get("scheduled", {}).items():
            Revision.objects.filter(pk=pk).update(approved_go_live_at=dt.datetime.fromisoformat(day))


def find_references_anew(pages: Iterable[Page]) -> None:
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)


def _portions(keys: list[int]) -> Iterable[list[int]]:
    """Few enough for one question each."""
    return (keys[start : start + 500] for start in range(0, len(keys), 500))
