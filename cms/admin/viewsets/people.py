"""People: found by name or organisation, chosen with their roles in view."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView

from cms.admin.forms.creation import PersonCreationForm
from cms.admin.views.erasing import may_erase
from cms.admin.viewsets.record import (
    ChooseRecordResultsView,
    ChooseRecordView,
    RecordChooserViewSet,
    RecordViewSet,
)
from cms.content.models import Person
from cms.public.users import sees_all


def roles(person: Person) -> str:
    """The person's roles, the main one first."""
    held = sorted(person.affiliations.all(), key=lambda each: not each.is_primary)
    return "; ".join(str(each) for each in held)


class WithRoles:
    """Shows the roles beside each name, since names alone may be alike."""

    request: HttpRequest

    @property
    def columns(self) -> list[Column]:
        """Wagtail's columns and, for those who work with people, the roles: these name partners that may be hidden."""
        if not sees_all(Person, self.request.user):
            return super().columns  # type: ignore[misc,no-any-return]
        return [*super().columns, Column("roles", label=pgettext_lazy("of a person", "Roles"), accessor=roles)]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Person]:
        """People with all that the columns show; nobody chooses one who was erased."""
        people: QuerySet[Person] = super().get_object_list().filter(erased_on=None)  # type: ignore[misc]
        return people.prefetch_related("affiliations__partner")


class ChoosePersonView(WithRoles, ChooseRecordView):
    """The chooser."""


class ChoosePersonResultsView(WithRoles, ChooseRecordResultsView):
    """The chooser's list alone."""


class PersonChooserViewSet(RecordChooserViewSet):
    """Chooses a person."""

    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView


class PersonEditView(EditView):
    """The form; of a person who was erased there is none."""

    def get_object(self, queryset: QuerySet[Person] | None = None) -> Any:
        person = super().get_object(queryset)
        if person.erased_on:
            raise Http404("The person was erased.")
        return person

    @property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *erase_buttons(self.object, self.request.user, "")]


def erase_buttons(record: Any, user: Any, next_url: str) -> list[Button]:
    """The way to erase a person, for those who may."""
    if not isinstance(record, Person) or record.erased_on or not may_erase(user):
        return []
    return [
        Button(
            _("Erase"),
            reverse("desk_erase_person", args=[record.pk]),
            icon_name="bin",
            classname="serious",
            priority=90,
        )
    ]


class PersonViewSet(RecordViewSet):
    """People and their roles."""

    model = Person
    icon = "user"
    menu_label = _("People")
    chooser_viewset_class = PersonChooserViewSet
    creation_fields = ("honorific", "given_name", "family_name")
    creation_form_class = PersonCreationForm
    edit_view_class = PersonEditView
    list_display = [
        "__str__",
        Column("roles", label=pgettext_lazy("of a person", "Roles"), accessor=roles, width="50%"),
        BooleanColumn("public_profile", label=_("public profile"), sort_key="public_profile"),
    ]
    list_filter = {"public_profile": ["exact"], "affiliations__partner": ["exact"]}
    ordering = ["sort_name"]

    def get_queryset(self, request: Any) -> QuerySet[Person]:
        """People with their roles, which the list shows; without those who were erased."""
        return Person.objects.filter(erased_on=None).prefetch_related("affiliations__partner")
