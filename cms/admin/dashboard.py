"""What an editor wants to see first: what comes next, what still lacks its report, what lies about as a draft, what is to be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.admin.care.broken_links import pages_with_broken_links
from cms.admin.care.confirming import OldPage, old_pages, rows_of
from cms.admin.care.faults import FaultyPage
from cms.admin.reporting import report_url
from cms.content.choices import Precision
from cms.content.models import EventIndexPage, EventOccurrence, EventPage, PendingQuote
from cms.content.models.occurrence import LAST_DAY
from cms.content.schedule import OFF, Group, Reading, Schedule
from cms.public.users import is_among
from cms.publishing.publish_scheduled import overdue

LINES = 5
AT_ONCE = 30
"""How many dates are read at first, until enough events are found."""

A_DAY = timedelta(days=1)
STREAMS = ("announcement", "report")
DATES = EventOccurrence.objects.annotate(ends_on=LAST_DAY)

FORMATS: Mapping[str, str] = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """A page to go on with, when its event takes place, or what stands in its way, where its report is begun, or whom it quotes."""

    page: Page
    when: str = ""
    report_url: str = ""
    trouble: str = ""
    speaker: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is due and cannot be published, the short lists, and where a new event is written."""

    overdue: list[ListRow]
    upcoming: list[ListRow]
    unreported: list[ListRow]
    drafts: list[ListRow]
    broken: list[FaultyPage]
    old: list[OldPage]
    quotes: list[ListRow]
    calendar: EventIndexPage | None


def desk_of(user: AbstractBaseUser, *, now: datetime) -> Desk:
    """What the user may edit of all this, as it stands at the moment."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    events = _once(EventPage.objects.filter(is_among(allowed), live=True), _language_of(user)).exclude(status__in=OFF)
    drafts = allowed.filter(has_unpublished_changes=True).order_by(
        F("latest_revision_created_at").desc(nulls_last=True)
    )
    drafted = list(drafts.values_list("pk", flat=True)[:LINES])
    return Desk(
        overdue=_overdue(allowed),
        upcoming=_upcoming(events, now),
        unreported=_unreported(events, now),
        drafts=[ListRow(page=page) for page in drafts.filter(pk__in=drafted)],
        broken=pages_with_broken_links(user)[:LINES],
        old=rows_of(old_pages(user, now=now)[:LINES]),
        quotes=_quotes(allowed),
        calendar=EventIndexPage.objects.filter(is_among(allowed)).order_by("depth", "path").first(),
    )


def _overdue(allowed: QuerySet[Page]) -> list[ListRow]:
    """The pages that could not be published or taken back when their time had come, and why."""
    troubles = overdue()
    pages = allowed.filter(pk__in=[key for _type, key in troubles if key.isdigit()]).order_by("title")
    known = ((page, troubles.get((page.content_type_id, str(page.pk)))) for page in pages)
    return [ListRow(page=page, trouble=trouble) for page, trouble in known if trouble]


def _quotes(allowed: QuerySet[Page]) -> list[ListRow]:
    """The last quotes that wait for their release, by what the latest version of each page says."""
    rows = PendingQuote.objects.filter(Exists(allowed.filter(pk=OuterRef("page"))), person__erased_on=None)
    found = rows.select_related("page", "person").order_by("-pk")[:LINES]
    return [ListRow(page=row.page, speaker=str(row.person)) for row in found]


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
    # Elsewhere it may still be the last day, and of a year that has begun any of its days may be stored.
    begun = DATES.filter(start_date__lt=today - A_DAY).order_by("-ends_on", "page")
    running = begun.filter(ends_on__gte=today - A_DAY).exclude(precision__in=FORMATS)
    begin = DATES.filter(start_date__gte=today - A_DAY).order_by("start_date", "page")
    vague = begun.filter(ends_on__gte=today.replace(month=1, day=1) - A_DAY, precision__in=FORMATS)
    first: list[tuple[Any, int, EventPage, Reading]] = []
    known = set[int]()
    for dates, name, is_sure in (
        (running, "ends_on", _never),
        (begin, "start_date", _is_before),
        (vague, "ends_on", _has_day),
    ):
        for event in _by_date(events, dates, name, partial(_are_found, first, is_sure)):
            if event.pk in known:
                continue  # It has begun, and begins again.
            known.add(event.pk)
            if (reading := Schedule.of_page(event).at(now)).next:
                first[:] = sorted([*first, (reading.rank, event.pk, event, reading)])[:LINES]
    return [ListRow(page=event, when=when_text(reading)) for *_, event, reading in first]


def _are_found(
    first: Sequence[tuple[Any, int, EventPage, Reading]], is_sure: Callable[[Reading, date], bool], day: date
) -> bool:
    """Whether each of the lines is taken by an event that surely comes before whatever has its date on the day."""
    return len(first) == LINES and all(is_sure(reading, day) for *_, reading in first)


def _never(_reading: Reading, _day: date) -> bool:
    """Of what goes on already any may be the next."""
    return False


def _is_before(reading: Reading, day: date) -> bool:
    """Whether no event that begins on this day, or later, can come before it."""
    return reading.group == Group.COMING and reading.next is not None and reading.next.first_day < day - A_DAY


def _has_day(reading: Reading, _day: date) -> bool:
    """Whether no event without a day can come before it."""
    return reading.group != Group.OPEN


def _unreported(events: QuerySet[Any], now: datetime) -> list[ListRow]:
    """The last events that are over and have no report."""
    # Elsewhere it may be over already.
    dates = DATES.filter(ends_on__lte=timezone.localtime(now).date() + A_DAY).order_by("-ends_on", "page")
    without = _by_date(events.filter(report=[]), dates, "ends_on")
    read = ((Schedule.of_page(event), event) for event in without)
    over = ((schedule.at(now), event) for schedule, event in read if not schedule.is_off)
    lacking = ((reading, event) for reading, event in over if reading.is_over)
    return [
        ListRow(page=event, when=when_text(reading), report_url=report_url(event))
        for reading, event in islice(lacking, LINES)
    ]


def _by_date(
    events: QuerySet[Any], dates: QuerySet[Any], name: str, are_enough: Callable[[date], bool] = lambda _day: False
) -> Iterator[EventPage]:
    """Those of the events that have these dates, in the order of the dates, each once; more and more are read at a time.

    It ends where those that were read are enough, before anything that has its date on a certain day.
    """
    rows = dates.values_list("page", name)
    start, size, seen = 0, AT_ONCE, set[int]()
    while (some := list(rows[start : start + size])) and not are_enough(some[0][1]):
        days: dict[int, date] = {}
        for key, day in some:
            if key not in seen:
                days.setdefault(key, day)
        found = events.filter(pk__in=days).defer(*STREAMS).prefetch_related("occurrences").in_bulk()
        for key, day in days.items():
            if are_enough(day):
                return
            if key in found:
                yield found[key]
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
        request = (parent_context or {})["request"]
        # Wagtail gives the template of a panel nothing else.
        given = {"request": request, "csrf_token": get_token(request)}
        return {**given, "desk": desk_of(request.user, now=timezone.now())}
