"""All press releases in one list of the editor."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from plugins.press.models import PressReleasePage

CHOSEN = ("city", "published_by")
"""Fields that refer to something with a name."""


def day_of(release: PressReleasePage) -> str:
    """The release's date as people write it."""
    return date_format(release.published_on, "SHORT_DATE_FORMAT")


class ReleaseListView(IndexView):
    """The latest release first, with number, date and reach; filters offer what the releases that one may see have."""

    default_ordering = "-published_on"
    base_columns = [
        *(column for column in IndexView.base_columns if column.name in ("bulk_actions", "title")),
        Column("number", label=_("Number"), sort_key="number", width="10%"),
        Column("published_on", label=_("Date"), accessor=day_of, sort_key="published_on", width="12%"),
        Column("reach", label=_("Reach"), accessor="get_reach_display", sort_key="reach", width="12%"),
        *(column for column in IndexView.base_columns if column.name == "status"),
    ]

    @cached_property
    def filters(self) -> Any:
        """Wagtail's filters, without cities and partners that only others' releases have."""
        found = super().filters
        mine = self.permission_policy.explorable_instances(self.request.user)
        releases = PressReleasePage.objects.filter(pk__in=mine.values("pk"))
        for name in CHOSEN if found else ():
            field = found.form.fields[name]
            field.queryset = field.queryset.filter(pk__in=releases.order_by().values(name))
        return found


class ReleaseListViewSet(PageListingViewSet):
    """Press releases of all sites."""

    model = PressReleasePage
    index_view_class = ReleaseListView
    icon = "doc-full"
    list_filter = ["reach", *CHOSEN]


release_list = ReleaseListViewSet("press_releases")


def address() -> str:
    """Where the list stands."""
    return reverse(release_list.get_url_name("index"))
