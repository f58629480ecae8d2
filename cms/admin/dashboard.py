"""What an editor wants to see first: what comes next, what still lacks its report, what lies about as a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.content.choices import Precision
from cms.content.models import EventIndexPage, EventOccurrence, EventPage
from cms.content.schedule import OFF, Group, Reading, Schedule
from cms.publishing.publish_scheduled import overdue

LINES = 5
AT_ONCE = 30
"""How many dates are read at first, until enough events are found."""

A_DAY = timedelta(days=1)
STREAMS = ("announcement", "report")
DATES = EventOccurrence.objects.annotate(ends_on=Coalesce("end_date", "start_date"))

FORMATS: Mapping[str, str] = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """A page to go on with, and when its event takes place, or what stands in its way."""

    page: Page
    when: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is due and cannot be published, the three short lists, and where a new event is written."""

    overdue: list[ListRow]
    upcoming: list[ListRow]
    unreported: list[ListRow]
    drafts: list[ListRow]
    calendar: EventIndexPage | None


def desk_of(user: AbstractBaseUser, *, now: datetime) -> Desk:
    """What the user may edit of all this, as it stands at the moment."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    keys = allowed.values("pk")
    events = _once(EventPage.objects.filter(pk__in=keys, live=True), _language_of(user)).exclude(status__in=OFF)
    drafts = allowed.filter(has_unpublished_changes=True).order_by(
        F("latest_revision_created_at").desc(nulls_last=True)
    )
    drafted = list(drafts.values_list("pk", flat=True)[:LINES])
    return Desk(
        overdue=_overdue(allowed),
        upcoming=_upcoming(events, now),
        unreported=_unreported(events, now),
        drafts=[ListRow(page=page) for page in drafts.filter(pk__in=drafted)],
        calendar=EventIndexPage.objects.filter(pk__in=keys).order_by("depth", "path").first(),
    )


def _overdue(allowed: QuerySet[Page]) -> list[ListRow]:
    """The pages that could not be published or taken back when their time had come, and why."""
    troubles = overdue()
    pages = allowed.filter(pk__in=[key for _type, key in troubles if key.isdigit()]).order_by("title")
    known = ((page, troubles.get((page.content_type_id, str(page.pk)))) for page in pages)
    return [ListRow(page=page, trouble=trouble) for page, trouble in known if trouble]


def _language_of(user: AbstractBaseUser) -> str:
    """The language in which the user works."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE


def _once(events: QuerySet[EventPage], language: str) -> QuerySet[EventPage]:
    """Of each event one version: the one in the language, otherwise in the default language, otherwise any."""
    preference = Case(
        When(locale__language_code=language, then=0),
        When(locale__language_code=settings.LANGUAGE_CODE, then=1),
        default=2,
    )
    versions = events.filter(translation_key=OuterRef("translation_key"), occurrences__isnull=False)
    return events.filter(pk=Subquery(versions.order_by(preference, "locale_id").values("pk")[:1]))


def _upcoming(events: QuerySet[Any], now: datetime) -> list[ListRow]:
    """The events that come next, those without a day last; what was called off is no one's next event."""
    today = timezone.localtime(now).date()
    begun = DATES.filter(
        # Elsewhere it may still be the last day, and of a year that has begun any of its days may be stored.
        Q(ends_on__gte=today - A_DAY) | Q(ends_on__gte=today.replace(month=1, day=1) - A_DAY, precision__in=FORMATS),
        start_date__lt=today - A_DAY,
    )
    begin = DATES.filter(start_date__gte=today - A_DAY).order_by("start_date", "page")
    first: list[tuple[Any, int, EventPage, Reading]] = []
    known = set[int]()
    for dates in (begun.order_by("start_date", "page"), begin):
        for event, day in _by_date(events, dates, "start_date"):
            if dates is begin and len(first) == LINES and all(_is_sure(reading, day) for *_, reading in first):
                break
            if event.pk in known:
                continue  # It has begun, and begins again.
            known.add(event.pk)
            if (reading := Schedule.of_page(event).at(now)).next:
                first = sorted([*first, (reading.rank, event.pk, event, reading)])[:LINES]
    return [ListRow(page=event, when=when_text(reading)) for *_, event, reading in first]


def _is_sure(reading: Reading, day: date) -> bool:
    """Whether no event that begins on this day, or later, can come before it."""
    return reading.group == Group.COMING and reading.next is not None and reading.next.first_day < day - A_DAY


def _unreported(events: QuerySet[Any], now: datetime) -> list[ListRow]:
    """The last events that are over and have no report."""
    # Elsewhere it may be over already.
    dates = DATES.filter(ends_on__lte=timezone.localtime(now).date() + A_DAY).order_by("-ends_on", "page")
    read = ((Schedule.of_page(event), event) for event, _day in _by_date(events.filter(report=[]), dates, "ends_on"))
    over = ((schedule.at(now), event) for schedule, event in read if not schedule.is_off)
    lacking = ((reading, event) for reading, event in over if reading.is_over)
    return [ListRow(page=event, when=when_text(reading)) for reading, event in islice(lacking, LINES)]


def _by_date(events: QuerySet[Any], dates: QuerySet[Any], name: str) -> Iterator[tuple[EventPage, date]]:
    """Those of the events that have these dates, in the order of the dates, each once, with the day; more and more are read at a time."""
    rows = dates.values_list("page", name)
    start, size, seen = 0, AT_ONCE, set[int]()
    while some := list(rows[start : start + size]):
        days: dict[int, date] = {}
        for key, day in some:
            if key not in seen:
                days.setdefault(key, day)
        found = events.filter(pk__in=days).defer(*STREAMS).prefetch_related("occurrences").in_bulk()
        yield from ((found[key], day) for key, day in days.items() if key in found)
        if len(some) < size:
            return
        start, size, seen = start + size, 2 * size, seen | days.keys()


def when_text(reading: Reading) -> str:
    """The date of the event that matters now, as exact as it is known; empty without one."""
    if (shown := reading.shown) is None:
        return ""
    if shown.has_time:
        return date_format(shown.starts_at.astimezone(ZoneInfo(shown.timezone)), "SHORT_DATETIME_FORMAT")
    return date_format(shown.first_day, FORMATS.get(shown.precision, "SHORT_DATE_FORMAT"))


class DeskPanel(Component):
    """The lists on the editor's first page."""

    order = 50
    template_name = "desk/dashboard/desk.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        return {"desk": desk_of(user, now=timezone.now())}
