"""What is changed in the ledger without a publication: nothing that somebody was erased from keeps their name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from django.db.models import Q

from cms.publishing.dependants import ThingKey
from cms.publishing.models import Entry, EntryState, Version

AT_A_TIME = 200


def texts_of_entries(*, without: Collection[UUID]) -> Iterator[tuple[ThingKey, tuple[str, str, str]]]:
    """Document, title and path of each entry, by the thing that it is of."""
    rows = Entry.objects.exclude(pk__in=without)
    columns = ("content_type_id", "object_pk", "document", "title", "path")
    for content_type, key, *texts in rows.values_list(*columns).iterator(chunk_size=AT_A_TIME):
        yield (content_type, key), tuple(texts)


def documents_of_versions() -> Iterator[str]:
    """The documents of all that was once public."""
    return Version.objects.values_list("document", flat=True).iterator(chunk_size=AT_A_TIME)


def forget_versions(thing: UUID, *, also: Callable[[UUID, str], bool]) -> None:
    """Keeps no version of the thing, nor any whose entry and document are meant."""
    rows = Version.objects.values_list("pk", "entry_id", "document").iterator(chunk_size=AT_A_TIME)
    gone = [pk for pk, entry, document in rows if also(entry, document)]
    Version.objects.filter(Q(pk__in=gone) | Q(entry_id=thing)).delete()


def rewrite_tombstones(rewrite: Callable[[str], str]) -> None:
    """Lets tombstones keep another path."""
    for entry in Entry.objects.filter(state=EntryState.WITHDRAWN).exclude(path="").only("path"):
        if (path := rewrite(entry.path)) != entry.path:
            Entry.objects.filter(pk=entry.pk).update(path=path)
