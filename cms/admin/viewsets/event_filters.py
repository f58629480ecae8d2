"""What the list of events at the desk is filtered by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import PageLogEntry

from cms.content.models import City, EventOccurrence, EventPage, PartnerPage, Programme, Topic
from cms.content.schedule import VAGUE
from cms.public.languages import offered_languages
from cms.public.users import seen
from search.desk.index import keys_showing

Events = QuerySet[EventPage]


class ShownFilter(ModelChoiceFilter):
    """Events that show the thing, as drafts too, be it in a place or a programme of theirs."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        super().__init__(queryset=lambda request: offered_choices(model, request), empty_label=_("All"), **kwargs)

    def filter(self, events: Events, value: Any) -> Events:
        return events.filter(pk__in=keys_showing(events.model, self.things(value))) if value else events

    def things(self, value: Any) -> Iterable[Any]:
        """Whatever counts as the thing."""
        return [value]


def offered_choices(model: type[Model], request: HttpRequest) -> QuerySet[Any]:
    """Those of the model that the user may see."""
    found: QuerySet[Any] = seen(model._default_manager.all(), request.user)
    return found.order_by("title").only("title") if model is PartnerPage else found


class TopicFilter(ShownFilter):
    """Events about the topic, or one below it."""

    def things(self, value: Topic) -> Iterable[Topic]:
        """The topic with all below it."""
        found, layer = [value], [value]
        while layer := [each for each in Topic.objects.filter(parent__in=layer) if each not in found]:
            found += layer
        return found


class OneOf(ChoiceFilter):
    """One of a few, or all; each choice has its condition."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_label=_("All"), **{"widget": RadioSelect, **kwargs})


def years(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    """From the year after the next, since nobody plans further ahead, to the first one with an event."""
    days = EventPage.objects.exclude(first_day=None).order_by("first_day").values_list("first_day", flat=True)
    first, now = days.first(), timezone.localdate().year
    return [(str(year),) * 2 for year in range(now + 2, (first.year if first else now) - 1, -1)]


class EventFilterSet(PageFilterSet):
    """City, year, phase and all else by which editors look for events."""

    city = ShownFilter(City, label=_("City"))
    year = ChoiceFilter(label=_("Year"), choices=years, method="in_year", empty_label=_("All"))
    phase = OneOf(
        label=_("Phase"),
        choices=[
            ("ahead", _("To come, or on")),
            ("running", _("Running today")),
            ("over", _("Over")),
            ("undated", _("Without a date")),
        ],
        method="in_phase",
    )
    report = OneOf(
        label=_("Report"),
        choices=[("yes", _("With report")), ("no", _("Over and without report"))],
        method="with_report",
    )
    mine = OneOf(label=_("Mine"), choices=[("yes", _("Made or edited by me"))], method="of_user")
    programme = ShownFilter(Programme, label=_("Programme"))
    partner = ShownFilter(PartnerPage, label=_("Partner"))
    topic = TopicFilter(Topic, label=_("Topic"))
    language = ChoiceFilter(
        label=_("Language on site"), choices=offered_languages, method="in_language", empty_label=_("All")
    )
    # All of them read all pages, or all of their history, to know who there is; what is mine is known without.
    site = None
    has_child_pages = None
    owner = None
    edited_by = None

    class Meta:
        model = EventPage
        fields = ["format", "status"]

    def in_year(self, events: Events, name: str, value: str) -> Events:
        return events.filter(pk__in=_on(dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)))

    def in_phase(self, events: Events, name: str, value: str) -> Events:
        today = timezone.localdate()
        if value == "running":
            return events.filter(pk__in=_on(today, today, exactly=True))
        return events.filter(
            {"ahead": Q(last_day__gte=today), "over": Q(last_day__lt=today), "undated": Q(last_day=None)}[value]
        )

    def with_report(self, events: Events, name: str, value: str) -> Events:
        """Those with a report, or those that are over and have none."""
        empty = Q(report=[])
        return events.exclude(empty) if value == "yes" else events.filter(empty, last_day__lt=timezone.localdate())

    def of_user(self, events: Events, name: str, value: str) -> Events:
        user: AbstractBaseUser = self.request.user
        edited = PageLogEntry.objects.filter(user=user.pk, action="wagtail.edit").values("page")
        return events.filter(Q(owner=user) | Q(pk__in=edited))

    def in_language(self, events: Events, name: str, value: str) -> Events:
        return events.filter(event_languages__iregex=rf"(^|[^a-z]){value}($|[^a-z-])")


def _on(first: dt.date, last: dt.date, *, exactly: bool = False) -> QuerySet[Any]:
    """The keys of events with a date between these days; `exactly` leaves out those that are known by month or year alone."""
    dates = EventOccurrence.objects.annotate(ends_on=Coalesce("end_date", "start_date"))
    found = dates.filter(start_date__lte=last, ends_on__gte=first)
    return (found.exclude(precision__in=VAGUE) if exactly else found).values("page")
