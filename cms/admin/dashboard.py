"""What an editor wants to see first: what comes next, what still lacks its report, what lies about as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.content.choices import UNSURE, Precision
from cms.content.models import EventIndexPage, EventPage

LINES = 5
LOOKED_AT = 30
"""How many past events are looked at for a missing report."""

FORMATS = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A page to go on with, and when its event takes place."""

    page: Page
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The three short lists, and where a new event is written."""

    upcoming: list[Line]
    unreported: list[Line]
    drafts: list[Line]
    calendar: EventIndexPage | None


def desk_of(user: AbstractBaseUser, *, today: date) -> Desk:
    """What the user may edit of all this, as it stands today."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    keys = allowed.values("pk")
    events = _held(_once(EventPage.objects.filter(pk__in=keys, live=True), _language_of(user)), today)
    upcoming = events.filter(next_day__isnull=False).order_by("next_day")[:LINES]
    past = events.filter(next_day__isnull=True).order_by("-last_day")[:LOOKED_AT]
    drafts = allowed.filter(has_unpublished_changes=True).order_by(
        F("latest_revision_created_at").desc(nulls_last=True)
    )
    return Desk(
        upcoming=[Line(page=event, when=_when(event, today)) for event in upcoming],
        unreported=[Line(page=event, when=_when(event, today)) for event in past if not event.report][:LINES],
        drafts=[Line(page=page) for page in drafts[:LINES]],
        calendar=EventIndexPage.objects.filter(pk__in=keys).order_by("depth", "path").first(),
    )


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


def _held(events: QuerySet[EventPage], today: date) -> QuerySet[Any]:
    """Events that were not called off, with their dates, the last day, and the first day of the next date."""
    single = Q(occurrences__end_date__isnull=True, occurrences__start_date__gte=today)
    ahead = single | Q(occurrences__end_date__gte=today)
    return (
        events.exclude(status__in=UNSURE)
        .annotate(
            next_day=Min("occurrences__start_date", filter=ahead),
            last_day=Max(Coalesce("occurrences__end_date", "occurrences__start_date")),
        )
        .filter(last_day__isnull=False)
        .prefetch_related("occurrences")
    )


def _when(event: EventPage, today: date) -> str:
    """The next date of the event, or its last one, as exact as it is known."""
    dates = sorted(event.occurrences.all(), key=lambda each: each.start_date)
    shown = next((each for each in dates if each.last_day >= today), dates[-1])
    return date_format(shown.start_date, FORMATS.get(Precision(shown.precision), "SHORT_DATE_FORMAT"))


class DeskPanel(Component):
    """The lists on the editor's first page."""

    order = 50
    template_name = "desk/dashboard/desk.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The lists of the user who asks."""
        user = (parent_context or {})["request"].user
        return {"desk": desk_of(user, today=timezone.localdate())}
