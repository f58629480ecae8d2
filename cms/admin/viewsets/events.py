"""The calendar in the editor: events with their date and city."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.admin.dashboard import when_text
from cms.admin.saved_filters import HasSavedFilters
from cms.admin.viewsets.event_filters import EventFilterSet
from cms.content.models import EventCityProgramme, EventOccurrence, EventPage
from cms.content.schedule import Schedule

DAY = "first_day"


def day_of(event: EventPage) -> str:
    """The date that matters now, and how many follow it; "" while there is none."""
    reading = Schedule.of_page(event).at(timezone.now())
    return f"{when_text(reading)} (+{reading.further})" if reading.further else when_text(reading)


def cities_of(event: EventPage) -> str:
    """The cities, by name."""
    return ", ".join(str(city) for city in event.cities)


class KeysFirst(Paginator[Any]):
    """Finds the few things of a page by their order alone, and asks what a list says of each about these only."""

    def page(self, number: Any) -> Any:
        """The things of the page, in their order."""
        page = super().page(number)
        if isinstance(self.object_list, QuerySet) and isinstance(page.object_list, QuerySet):
            page.object_list = self.object_list.filter(pk__in=list(page.object_list.values_list("pk", flat=True)))
        return page


class SortedByDay(IndexView):
    """A list of events that can be sorted by day."""

    paginator_class = KeysFirst

    def annotate_queryset(self, pages: QuerySet[EventPage]) -> QuerySet[EventPage]:
        """Events with their dates, places and programmes."""
        found: QuerySet[EventPage] = super().annotate_queryset(pages)
        return found.prefetch_related(
            Prefetch("occurrences", EventOccurrence.objects.select_related("place__city")),
            Prefetch("city_programme_items", EventCityProgramme.objects.select_related("city_programme__city")),
        )

    def order_queryset(self, pages: QuerySet[EventPage]) -> QuerySet[EventPage]:
        """Upwards from the first day, downwards from the last: what is still to come is on top then; without a date at the end."""
        if self.ordering == DAY:
            return pages.order_by(F("first_day").asc(nulls_last=True), "path")
        if self.ordering == f"-{DAY}":
            return pages.order_by(F("last_day").desc(nulls_last=True), F("first_day").desc(nulls_last=True), "path")
        ordered: QuerySet[EventPage] = super().order_queryset(pages)
        return ordered


class EventListView(HasSavedFilters, SortedByDay, ExplorableIndexView):
    """The events of a calendar, the latest first."""

    results_template_name = "desk/events/results.html"
    default_ordering = f"-{DAY}"
    base_columns = [
        *ExplorableIndexView.base_columns[:2],
        Column(DAY, label=pgettext_lazy("of an event", "Date"), accessor=day_of, sort_key=DAY, width="12%"),
        Column("cities", label=_("City"), accessor=cities_of, width="15%"),
        *(column for column in ExplorableIndexView.base_columns[2:] if column.name != "type"),
    ]


class EventUseView(SortedByDay, ContentTypeUseView):
    """All events, as the report of page types leads to them; with the columns of a calendar."""


class EventViewSet(PageViewSet):
    """Events below a calendar."""

    model = EventPage
    index_view_class = EventListView
    content_type_use_view_class = EventUseView
    icon = "date"
    filterset_class = EventFilterSet
