"""What an editor wants to see first: what comes next, what still lacks its report, what lies about as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, F, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.content.choices import Precision
from cms.content.models import EventIndexPage, EventPage
from cms.content.schedule import OFF, Reading, Schedule
from cms.publishing.publish_scheduled import overdue

LINES = 5
AT_ONCE = 30
"""How many past events are read at a time until enough of them lack a report."""

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
    events = _dated(_once(EventPage.objects.filter(pk__in=keys, live=True), _language_of(user)))
    drafts = allowed.filter(has_unpublished_changes=True).order_by(
        F("latest_revision_created_at").desc(nulls_last=True)
    )
    return Desk(
        overdue=_overdue(allowed),
        upcoming=_upcoming(events, now),
        unreported=_unreported(events, now),
        drafts=[ListRow(page=page) for page in drafts[:LINES]],
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


def _dated(events: QuerySet[EventPage]) -> QuerySet[Any]:
    """The events with their dates, and their last day."""
    last_day = Max(Coalesce("occurrences__end_date", "occurrences__start_date"))
    return events.exclude(status__in=OFF).annotate(last_day=last_day).prefetch_related("occurrences")


def _upcoming(events: QuerySet[Any], now: datetime) -> list[ListRow]:
    """The events that come next, those without a day last; what was called off is no one's next event."""
    # Of a year that has begun any of its days may be stored, and elsewhere it may still be the last one.
    candidates = events.filter(last_day__gte=timezone.localtime(now).date().replace(month=1, day=1) - timedelta(days=1))
    ahead = [
        (reading.rank, event.pk, event, reading)
        for event in candidates
        if (reading := Schedule.of_page(event).at(now)).next
    ]
    return [ListRow(page=event, when=when_text(reading)) for *_, event, reading in sorted(ahead)[:LINES]]


def _unreported(events: QuerySet[Any], now: datetime) -> list[ListRow]:
    """The last events that are over and have no report."""
    held = events.filter(report=[]).order_by("-last_day", "pk")
    read = ((Schedule.of_page(event), event) for event in held.iterator(AT_ONCE))
    over = ((schedule.at(now), event) for schedule, event in read if not schedule.is_off)
    lacking = ((reading, event) for reading, event in over if reading.is_over)
    return [ListRow(page=event, when=when_text(reading)) for reading, event in islice(lacking, LINES)]


def when_text(reading: Reading) -> str:
    """The date of the event that matters now, as exact as it is known; empty without one."""
    if reading.shown is None:
        return ""
    return date_format(reading.shown.first_day, FORMATS.get(reading.shown.precision, "SHORT_DATE_FORMAT"))


class DeskPanel(Component):
    """The lists on the editor's first page."""

    order = 50
    template_name = "desk/dashboard/desk.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        return {"desk": desk_of(user, now=timezone.now())}
