"""What was public a while ago and is no more, or was another document then."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from cms.public.reasons import Reason
from cms.publishing.models import Entry, EntryState, Version
from cms.publishing.reading.pages import OWN, Row


def withdrawn_since(
    moment: dt.datetime, *, types: Collection[str], locale: str | None, ids: Collection[UUID], limit: int
) -> list[Row]:
    """What was withdrawn since the moment, the last first; of what was erased nothing is told, not even that."""
    entries = Entry.objects.filter(state=EntryState.WITHDRAWN, updated_at__gte=moment, type__in=types).exclude(
        reason=Reason.ERASED
    )
    if locale:
        entries = entries.filter(locale=locale)
    if ids:
        entries = entries.filter(pk__in=ids)
    newest = entries.order_by("-sequence").values_list(*OWN[:-1])
    return [Row(*values, "") for values in newest[:limit]]  # type: ignore[call-arg]


def versions_of(ids: Collection[UUID]) -> Mapping[UUID, Sequence[Version]]:
    """The documents that these things had one after the other, in one query."""
    found: dict[UUID, list[Version]] = defaultdict(list)
    if ids:
        for version in Version.objects.filter(entry_id__in=ids).exclude(document="").order_by("sequence"):
            found[version.entry_id].append(version)
    return found
