"""A single entry of the ledger, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cms.api.problems import ApiError
from cms.api.tombstone import Tombstone, told_of
from cms.extend import PublicType
from cms.publishing.reading.items import Item, read_item
from cms.publishing.reading.languages import Languages

if TYPE_CHECKING:
    from cms.publishing.models import Entry


def item_of(public: PublicType, identity: str, languages: Languages) -> Item:
    """The entry with the id, or its best translation if languages are asked for; raises `ApiError` if there is none."""
    wanted = _uuid(public, identity)
    found = read_item(public.name, wanted, languages)
    if found is None:
        raise ApiError(404, f"There is no {public.name} {wanted}{' in these languages' if languages.chain else ''}.")
    if not found.is_live:
        raise gone(found, public.name)
    return found


def _uuid(public: PublicType, identity: str) -> UUID:
    try:
        return UUID(identity)
    except ValueError as error:
        detail = f"{identity[:50]!r} is no id; take it from the list of {public.plural}, or ask /lookup for a path."
        raise ApiError(404, detail) from error


def gone(entry: Item | Entry, type_name: str) -> ApiError:
    """The error that says what was withdrawn, and why."""
    withdrawn = Tombstone(**told_of(entry, type_name, entry.reason))
    return ApiError(410, f"This {type_name} was withdrawn: {entry.reason}. Forget your copy.", withdrawn=withdrawn)
