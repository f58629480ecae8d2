"""Places, cities, topics, programmes and series."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column

from cms.admin.viewsets.record import RecordViewSet
from cms.content.models import City, Place, Programme, Series, Topic


class PlaceViewSet(RecordViewSet):
    """Where things happen."""

    model = Place
    creation_fields = ("name", "city", "street_address", "postal_code", "accessibility")
    icon = "home"
    menu_label = _("Places")
    list_display = ["name", Column("city", label=_("city"), sort_key="city__name"), "street_address"]
    list_filter = {"city": ["exact"], "online": ["exact"]}

    def get_queryset(self, request: Any) -> QuerySet[Place]:
        return Place.objects.select_related("city")


class CityViewSet(RecordViewSet):
    """Cities with their official keys."""

    model = City
    creation_fields = ("name", "qualifier", "ags")
    icon = "site"
    menu_label = _("Cities")
    list_display = [
        Column("display_name", label=_("name"), sort_key="name"),
        Column("ags", label=_("official municipality key"), sort_key="ags"),
        BooleanColumn("partner_municipality", label=_("partner municipality"), sort_key="partner_municipality"),
    ]
    list_filter = ["partner_municipality"]


class TopicViewSet(RecordViewSet):
    """The controlled vocabulary."""

    model = Topic
    creation_fields = ("name", "synonyms", "parent")
    icon = "tag"
    menu_label = _("Topics")
    list_display = [
        "name",
        Column("parent", label=_("broader topic"), sort_key="parent__name"),
        Column("synonyms", label=_("synonyms"), accessor=lambda topic: ", ".join(topic.synonym_list)),
        Column("replaced_by", label=_("replaced by"), sort_key="replaced_by__name"),
    ]
    list_filter = ["parent"]
    list_per_page = 100

    def get_queryset(self, request: Any) -> QuerySet[Topic]:
        return Topic.objects.select_related("parent", "replaced_by")


class ProgrammeViewSet(RecordViewSet):
    """Programmes that run in several cities."""

    model = Programme
    creation_fields = ("name", "description")
    icon = "folder-open-inverse"
    menu_label = _("Programmes")
    list_display = ["name", "description"]


class SeriesViewSet(RecordViewSet):
    """Series of events."""

    model = Series
    creation_fields = ("name", "description")
    icon = "list-ol"
    menu_label = pgettext_lazy("several", "Series")
    list_display = ["name", "description"]
