"""The menu of all records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.admin.viewsets.people import PersonViewSet
from cms.admin.viewsets.records import CityViewSet, PlaceViewSet, ProgrammeViewSet, SeriesViewSet, TopicViewSet


class ArchiveViewSetGroup(SnippetViewSetGroup):
    """What is edited once and referred to often."""

    menu_label = _("Archive")
    menu_icon = "folder-inverse"
    menu_order = 150
    items = (PersonViewSet, PlaceViewSet, CityViewSet, TopicViewSet, ProgrammeViewSet, SeriesViewSet)
