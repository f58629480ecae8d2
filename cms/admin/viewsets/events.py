"""The calendar in the editor: events with their date and city."""

from __future__ import annotations

from django.db.models import Min, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.content.models import EventPage

FIRST_DAY = "first_day"


def day_of(event: EventPage) -> str:
    """The first day as people write it; "" while there is none."""
    day = getattr(event, FIRST_DAY, None)
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def cities_of(event: EventPage) -> str:
    """The cities, by name."""
    return ", ".join(str(city) for city in event.cities)


class EventListView(ExplorableIndexView):
    """The events of a calendar, the latest first."""

    default_ordering = f"-{FIRST_DAY}"
    base_columns = [
        *ExplorableIndexView.base_columns[:2],
        Column(FIRST_DAY, label=pgettext_lazy("of an event", "Date"), accessor=day_of, sort_key=FIRST_DAY, width="12%"),
        Column("cities", label=_("City"), accessor=cities_of, width="15%"),
        *(column for column in ExplorableIndexView.base_columns[2:] if column.name != "type"),
    ]

    def annotate_queryset(self, pages: QuerySet[EventPage]) -> QuerySet[EventPage]:
        """Events with their first day, places and programmes."""
        found: QuerySet[EventPage] = super().annotate_queryset(pages)
        return found.annotate(**{FIRST_DAY: Min("occurrences__start_date")}).prefetch_related(
            "occurrences__place__city", "city_programme_items__city_programme__city"
        )

    def get_ordering(self) -> str | None:
        """Wagtail's choice; search results come by relevance, since search knows no computed days."""
        ordering: str | None = super().get_ordering()
        return None if self.is_searching and ordering and ordering.endswith(FIRST_DAY) else ordering


class EventViewSet(PageViewSet):
    """Events below a calendar."""

    model = EventPage
    index_view_class = EventListView
    icon = "date"
    list_filter = ["format", "status"]
