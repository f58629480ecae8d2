"""The order of lists, and how to go on after a row without missing or doubling one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.extend import PublicType, Record
from cms.publishing.models import Entry
from cms.publishing.reading.beginnings import Beginning, LastTurn
from cms.publishing.reading.entries import BEGINS_AT, SORT_FIELDS
from cms.publishing.reading.parameters import FilterError
from cms.publishing.reading.schedule import ONE_SPAN


@dataclass(frozen=True)
class SortKey:
    """A column to sort by; rows without a value come last in both directions."""

    column: str
    descending: bool = False

    @property
    def field(self) -> Any:
        """What the column holds."""
        return Entry._meta.get_field("starts_at" if self.column == BEGINS_AT else self.column)

    @property
    def nullable(self) -> bool:
        """Whether rows may have no value."""
        return bool(self.field.null)

    def ordering(self) -> OrderBy:
        """The column in its direction."""
        return OrderBy(F(self.column), descending=self.descending, nulls_last=self.nullable or None)

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})

    def reached(self, value: Any) -> Q:
        """Rows with this value, and those that come after, where each row has one."""
        return Q(**{f"{self.column}__{'lte' if self.descending else 'gte'}": value})

    def after(self, value: Any) -> Q:
        """Rows that come after those with this value."""
        if value is None:
            return Q(pk__in=[])
        later = Q(**{f"{self.column}__{'lt' if self.descending else 'gt'}": value})
        return later | Q(**{f"{self.column}__isnull": True}) if self.nullable else later

    def read(self, value: Any) -> Any:
        """The value as the column has it; raises ValidationError for anything else."""
        if value is None and self.nullable:
            return None
        if not isinstance(value, str) or "\x00" in value:
            raise ValidationError("no value of a column")
        found = self.field.to_python(value)
        # The first and the last year have moments that no other time zone can say.
        if isinstance(found, dt.datetime) and (timezone.is_naive(found) or not dt.MINYEAR < found.year < dt.MAXYEAR):
            raise ValidationError("no moment")
        return found


LAST_BEGINNING = Coalesce("last_starts_at", "starts_at")
"""When what is one span begins, and what is over began last."""

LAST = SortKey("id")
"""What makes every order total."""


def sort_names(public: PublicType) -> tuple[str, ...]:
    """What a list of the type may be sorted by."""
    return tuple(name for name in SORT_FIELDS if name != "start" or public.takes_place)


def default_sort(public: PublicType) -> str:
    """Events by their beginning and dated texts by publication, newest first; everything else by title."""
    if public.takes_place:
        return "-start"
    dated = not isinstance(public, Record) and "published_on" in public.schema.model_fields
    return "-published" if dated else "title"


def parse_sort(wanted: str, *, allowed: Sequence[str]) -> tuple[SortKey, ...]:
    """The keys of `-start,title`, the last of which tells any two rows apart."""
    keys: dict[str, SortKey] = {}
    for part in wanted.split(","):
        name = part.strip().removeprefix("-")
        if name not in allowed:
            both = tuple(sign + each for each in allowed for sign in ("", "-"))
            raise FilterError("sort", "unknown_value", f"sort: {part.strip()[:50]!r} is no possible order.", both)
        keys.setdefault(name, SortKey(SORT_FIELDS[name], descending=part.strip().startswith("-")))
    return (*keys.values(), LAST)


def ordered(entries: QuerySet[Entry], keys: Sequence[SortKey], *, seen_from: dt.datetime) -> QuerySet[Entry]:
    """The entries in this order, as it is at the moment."""
    if depends_on_moment(keys):
        entries = entries.annotate(**{BEGINS_AT: Beginning(seen_from)})
    return entries.order_by(*(key.ordering() for key in keys))


def sorted_parts(
    entries: QuerySet[Entry], keys: Sequence[SortKey], *, seen_from: dt.datetime, after: Sequence[Any] | None = None
) -> list[QuerySet[Entry]]:
    """The entries, or those after the row with these values, in parts that together are all of them, each in the order of the keys.

    An index has the first key of each but of those with several dates that are not over: only their order depends on the clock.
    """
    first, *further = keys
    if first.column != BEGINS_AT:
        return [_following(ordered(entries, keys, seen_from=seen_from), keys, after)]
    rest = [key.ordering() for key in further]
    order = OrderBy(F(BEGINS_AT), descending=first.descending), *rest
    settled = (
        entries.annotate(**{BEGINS_AT: LAST_BEGINNING}).filter(ONE_SPAN | Q(ends_at__lte=seen_from)).order_by(*order)
    )
    settled = settled.filter(**{f"{BEGINS_AT}__isnull": False})
    ahead = (
        entries.annotate(**{BEGINS_AT: Beginning(seen_from)}).filter(~ONE_SPAN, ends_at__gt=seen_from).order_by(*order)
    )
    undated = entries.annotate(**{BEGINS_AT: F("starts_at")}).filter(starts_at=None).order_by(*rest)
    if after is None:
        return [settled, ahead, undated]
    if after[0] is None:
        return [undated.filter(after_values(keys, after))]
    return [*(_following(part, keys, after) for part in (settled, ahead)), undated]


def _following(part: QuerySet[Entry], keys: Sequence[SortKey], after: Sequence[Any] | None) -> QuerySet[Entry]:
    """Those of the part that come after the row; an index finds them by the first condition alone."""
    return part if after is None else part.filter(keys[0].reached(after[0]), after_values(keys, after))


def depends_on_moment(keys: Sequence[SortKey]) -> bool:
    """Whether the clock changes the order: events go by their next date."""
    return any(key.column == BEGINS_AT for key in keys)


def turns_of(keys: Sequence[SortKey], now: dt.datetime) -> tuple[LastTurn, ...]:
    """What says when the clock changed this order last."""
    return (LastTurn(now, "starts_at"), LastTurn(now, "ends_at")) if depends_on_moment(keys) else ()


def after_values(keys: Sequence[SortKey], values: Sequence[Any]) -> Q:
    """Rows that come after the one with these values."""
    condition, same = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        condition |= same & key.after(value)
        same &= key.same(value)
    return condition


def read_values(keys: Sequence[SortKey], values: Sequence[Any]) -> tuple[Any, ...]:
    """The values of a cursor as the columns have them."""
    try:
        return tuple(key.read(value) for key, value in zip(keys, values, strict=True))
    except ValidationError as error:
        raise FilterError("cursor", "malformed_cursor", "cursor: take it from an answer as it is.") from error
