"""„Verwendungsnachweis“: what took place in a period, for those who gave money for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.filters import DateFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from cms.admin.viewsets.event_filters import offered_choices
from cms.admin.viewsets.events import cities_of, day_of
from cms.content.choices import Qualifier
from cms.content.models import City, CityProgrammePage, EventOccurrence, EventPage, PartnerPage, Programme
from cms.content.schedule import OFF
from cms.public.languages import language_name
from cms.public.restrictions import with_restrictions
from cms.public.visibility import is_public, public

Events = QuerySet[EventPage]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what spreadsheets take a text for something to be computed."""


class FundingFilterSet(WagtailFilterSet):
    """Whose money it was, where, and when; as the events say it that are public."""

    since = DateFilter(label=pgettext_lazy("first day", "From"), method="from_day", widget=AdminDateInput)
    until = DateFilter(label=pgettext_lazy("last day", "Until"), method="until_day", widget=AdminDateInput)
    programme = ModelChoiceFilter(
        label=_("Programme"),
        queryset=lambda request: offered_choices(Programme, request),
        field_name="city_programme_items__city_programme__programme",
        empty_label=_("All"),
    )
    city = ModelChoiceFilter(
        label=_("City"), queryset=lambda request: offered_choices(City, request), method="in_city", empty_label=_("All")
    )
    partner = ModelChoiceFilter(
        label=_("Partner"),
        queryset=lambda request: offered_choices(PartnerPage, request),
        field_name="organisers__partner",
        empty_label=_("All"),
    )

    class Meta:
        model = EventPage
        fields: list[str] = []

    def from_day(self, events: Events, name: str, value: dt.date) -> Events:
        return events.filter(last_day__gte=value)

    def until_day(self, events: Events, name: str, value: dt.date) -> Events:
        return events.filter(first_day__lte=value)

    def in_city(self, events: Events, name: str, value: City) -> Events:
        there = Q(occurrences__place__city=value) | Q(city_programme_items__city_programme__city=value)
        return events.filter(pk__in=EventPage.objects.filter(there).values("pk"))


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What all events of the report come to. `participants` are at least so many `is_about`, or exactly; `uncounted` events say no number."""

    events: int
    reported: int
    participants: str
    is_about: bool
    uncounted: int
    organisers: int
    languages: list[str]
    years: list[tuple[int, int]]


class FundingView(ReportView):
    """The events that took place, are over and public, each once, whatever languages it is told in."""

    page_title = _("Report for funders")
    header_icon = "doc-full"
    index_url_name = "desk_funding"
    index_results_url_name = "desk_funding_results"
    results_template_name = "desk/funding/results.html"
    filterset_class = FundingFilterSet
    default_ordering = "last_day"
    columns = [
        TitleColumn("title", label=_("Title"), accessor="title", get_url=lambda event: event.full_url),
        Column("day", label=pgettext_lazy("of an event", "Date"), accessor=day_of),
        Column("cities", label=_("City"), accessor=cities_of),
        Column("participants", label=_("Participants"), accessor=lambda event: participants_of(event)),
        Column("organisers", label=_("Organisers"), accessor=lambda event: organisers_of(event)),
    ]
    list_export = [
        "title",
        "day",
        "cities",
        "programmes",
        "organisers",
        "participants",
        "qualifier",
        "languages",
        "url",
    ]
    export_headings = {
        "title": _("Title"),
        "day": pgettext_lazy("of an event", "Date"),
        "cities": _("Cities"),
        "programmes": _("Programmes"),
        "organisers": _("Organisers"),
        "participants": _("Participants"),
        "qualifier": _("how exact"),
        "languages": _("languages on site"),
        "url": _("Address"),
    }

    def get_queryset(self) -> Events:
        """Those that count, in the order of their dates."""
        held = public(EventPage.objects.filter(last_day__lt=timezone.localdate()).exclude(status__in=OFF))
        earlier = held.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        return held.filter(~Exists(earlier))

    def filter_queryset(self, queryset: Events) -> Events:
        """The events of the period, with all that a line tells."""
        # A relation that is filtered by may lead to an event twice.
        keys = super().filter_queryset(queryset).order_by().values("pk")
        self.found = EventPage.objects.filter(pk__in=keys)
        return self.found.order_by("last_day", "pk").prefetch_related(
            Prefetch("occurrences", EventOccurrence.objects.select_related("place__city")),
            Prefetch("organisers__partner", _known(PartnerPage)),
            Prefetch("city_programme_items__city_programme", _known(CityProgrammePage)),
            "city_programme_items__city_programme__city",
            "city_programme_items__city_programme__programme",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(totals=self.totals, **kwargs)
        return context

    @cached_property
    def totals(self) -> Totals:
        """Of all events that are found, not of those of one page alone."""
        found = self.found
        sums = found.aggregate(
            events=Count("pk"),
            reported=Count("pk", filter=~Q(report=[])),
            people=Sum("participants"),
            uncounted=Count("pk", filter=Q(participants=None)),
            vague=Count("pk", filter=~Q(participants=None) & ~Q(participants_qualifier=Qualifier.EXACT)),
        )
        reader = get_language() or "de"
        spoken = found.exclude(event_languages="").order_by().values_list("event_languages", flat=True).distinct()
        codes = {code.strip() for text in spoken for code in text.split(",") if code.strip()}
        partners = PartnerPage.objects.filter(organised__page__in=found.values("pk"))
        years = Counter(day.year for day in found.values_list("last_day", flat=True) if day)
        return Totals(
            events=sums["events"],
            reported=sums["reported"],
            participants=number_format(sums["people"] or 0, force_grouping=True),
            is_about=bool(sums["vague"]),
            uncounted=sums["uncounted"],
            organisers=public(partners).values("translation_key").distinct().count(),
            languages=sorted(language_name(code, language=reader) for code in codes),
            years=sorted(years.items()),
        )

    def to_row_dict(self, item: EventPage) -> OrderedDict[str, Any]:
        """The line of the event in a spreadsheet."""
        values = {
            "title": item.title,
            "day": day_of(item),
            "cities": cities_of(item),
            "programmes": ", ".join(dict.fromkeys(str(each.programme) for each in programmes_of(item))),
            "organisers": organisers_of(item),
            "participants": item.participants,
            "qualifier": item.get_participants_qualifier_display(),
            "languages": item.event_languages,
            "url": item.full_url,
        }
        return OrderedDict((name, _harmless(values[name])) for name in self.list_export)


def _known(model: Any) -> Any:
    """Pages without their texts, and whether they are restricted."""
    return with_restrictions(model.objects.defer_streamfields())


def participants_of(event: EventPage) -> str:
    """How many came, as exact as it is known; "" if nobody knows."""
    if event.participants is None:
        return ""
    return f"{event.get_participants_qualifier_display()} {event.participants}".strip()


def organisers_of(event: EventPage) -> str:
    """Those that are public, in the order of the event."""
    return ", ".join(each.partner.title for each in event.organisers.all() if is_public(each.partner))


def programmes_of(event: EventPage) -> list[Any]:
    """The city programmes that are public."""
    return [each.city_programme for each in event.city_programme_items.all() if is_public(each.city_programme)]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
