"""What all records have at the desk: times of publication in the form, and drafts where one is made while choosing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import ObjectList, PublishingPanel, extract_panel_definitions_from_model_class
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.admin.forms.creation import CreationForm, creation_form
from cms.admin.recent import recent_first
from cms.content.panels.plugins import with_panels_of_plugins
from cms.public.users import offered, seen


class Made:
    """Offers a form for a record that is missing to those who may add one."""

    request: HttpRequest

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """What the form is made with."""
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]

    @property
    def can_make_one(self) -> bool:
        """Whether there is a form and the user may send it; a template would call the form's class."""
        return bool(self.creation_form_class and self.can_create())  # type: ignore[attr-defined]


class RecordCreateView(Made, SnippetCreateView):
    """Makes a record while it is chosen: public at once if the user may publish it, else a draft, which whoever may finds in its list."""

    def save_form(self, form: ModelForm[Any]) -> Any:
        """The record; Wagtail would make it live without asking."""
        if not isinstance(form.instance, DraftStateMixin):
            return super().save_form(form)
        form.instance.live = False
        record = form.save()
        version = record.save_revision(user=self.request.user, log_action="wagtail.create")
        if self.permission_policy.user_has_permission(self.request.user, "publish"):
            version.publish(user=self.request.user)
            record.refresh_from_db()
        return record


class Seen:
    """Offers those records alone that the user may see; Wagtail would offer all of them to whoever enters the desk."""

    request: HttpRequest

    def filter_object_list(self, records: Any) -> Any:
        """What can be chosen, and meets the question."""
        return super().filter_object_list(offered(records, self.request.user))  # type: ignore[misc]

    def apply_object_list_ordering(self, records: Any) -> Any:
        """In their order; before anything was searched for, with those that the user chose lately on top."""
        ordered = super().apply_object_list_ordering(records)  # type: ignore[misc]
        return ordered if self.request.GET.get("q") else recent_first(ordered, self.request.user)


class ChooseRecordView(Seen, Made, ChooseView):
    """The chooser."""


class ChooseRecordResultsView(Seen, Made, ChooseResultsView):
    """The chooser's list alone."""


class RecordChosenView(SnippetChosenView):
    """What is told of the record that was chosen."""

    def get_object(self, pk: Any) -> Any:
        """The record, if the user may see it."""
        return seen(self.model_class._default_manager.all(), self.request.user).get(pk=pk)


class RecordChosenMultipleView(SnippetChosenMultipleView):
    """What is told of records that were chosen together."""

    def get_objects(self, pks: list[Any]) -> QuerySet[Any]:
        return seen(super().get_objects(pks), self.request.user)


class RecordChooserViewSet(SnippetChooserViewSet):
    """Chooses a record, or makes one that is missing where the model's viewset names the fields for it."""

    choose_view_class = ChooseRecordView
    choose_results_view_class = ChooseRecordResultsView
    chosen_view_class = RecordChosenView
    chosen_multiple_view_class = RecordChosenMultipleView
    create_view_class = RecordCreateView


class RecordViewSet(SnippetViewSet):
    """A record; its list says which are live, and where drafts wait."""

    chooser_viewset_class = RecordChooserViewSet
    list_display: list[Any] = ["__str__"]
    list_per_page = 50
    chooser_per_page = 25
    creation_fields: Sequence[str] = ()
    """Those that are asked for if a record is made while somebody chooses one; without any, none can be made there."""
    creation_form_class: type[CreationForm] = CreationForm

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.draftstate_enabled:
            self.list_display = [*self.list_display, LiveStatusTagColumn(label=_("Status"))]

    @property
    def chooser_viewset(self) -> Any:
        """Wagtail's, with the form for a record that is missing."""
        viewset = super().chooser_viewset
        if self.creation_fields:
            viewset.creation_form_class = creation_form(self.model, self.creation_fields, self.creation_form_class)
            viewset.create_action_label = _("Create and choose")
            viewset.creation_tab_label = pgettext_lazy("while choosing", "Create")
        return viewset

    def get_edit_handler(self) -> Any:
        """The model's panels, when it is to go live and to expire where it has drafts, and what plugins add."""
        return with_panels_of_plugins(self.model, self._own_edit_handler())

    def _own_edit_handler(self) -> Any:
        if not self.draftstate_enabled or hasattr(self.model, "edit_handler"):
            return super().get_edit_handler()
        panels = extract_panel_definitions_from_model_class(self.model, exclude=self.get_exclude_form_fields())
        return ObjectList([*panels, PublishingPanel()]).bind_to_model(self.model)
