"""People: found by name or organisation, chosen with their roles in view."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.content.models import Person


def roles(person: Person) -> str:
    """The person's roles, the main one first."""
    held = sorted(person.affiliations.all(), key=lambda each: not each.is_primary)
    return "; ".join(str(each) for each in held)


class WithRoles:
    """Shows the roles beside each name, since names alone may be alike."""

    @property
    def columns(self) -> list[Column]:
        """Wagtail's columns and the roles."""
        return [*super().columns, Column("roles", label=pgettext_lazy("of a person", "Roles"), accessor=roles)]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Person]:
        """People with all that the columns show."""
        people: QuerySet[Person] = super().get_object_list()  # type: ignore[misc]
        return people.prefetch_related("affiliations__partner")


class ChoosePersonView(WithRoles, ChooseView):
    """The chooser."""


class ChoosePersonResultsView(WithRoles, ChooseResultsView):
    """The chooser's list alone."""


class PersonChooserViewSet(SnippetChooserViewSet):
    """Chooses a person."""

    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView


class PersonViewSet(SnippetViewSet):
    """People and their roles."""

    model = Person
    icon = "user"
    menu_label = _("People")
    chooser_viewset_class = PersonChooserViewSet
    list_display = [
        "__str__",
        Column("roles", label=pgettext_lazy("of a person", "Roles"), accessor=roles, width="50%"),
        BooleanColumn("public_profile", label=_("public profile"), sort_key="public_profile"),
    ]
    list_filter = {"public_profile": ["exact"], "affiliations__partner": ["exact"]}
    list_per_page = 50
    ordering = ["sort_name"]

    def get_queryset(self, request: Any) -> QuerySet[Person]:
        """People with their roles, which the list shows."""
        return Person.objects.prefetch_related("affiliations__partner")
