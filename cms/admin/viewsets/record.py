"""What all records have at the desk: times of publication in the form, and drafts where one is made while choosing."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, PublishingPanel, extract_panel_definitions_from_model_class
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet


class RecordCreateView(SnippetCreateView):
    """Makes a record while it is chosen: a draft, which whoever may publish finds in its list."""

    def save_form(self, form: ModelForm[Any]) -> Any:
        """The record; Wagtail would make it live at once."""
        if not isinstance(form.instance, DraftStateMixin):
            return super().save_form(form)
        form.instance.live = False
        record = form.save()
        record.save_revision(user=self.request.user, log_action="wagtail.create")
        return record


class RecordChooserViewSet(SnippetChooserViewSet):
    """Chooses a record, or makes a draft of one where the model's viewset offers a form for it."""

    create_view_class = RecordCreateView


class RecordViewSet(SnippetViewSet):
    """A record; its list says which are live, and where drafts wait."""

    chooser_viewset_class = RecordChooserViewSet
    list_display: list[Any] = ["__str__"]
    list_per_page = 50

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.draftstate_enabled:
            self.list_display = [*self.list_display, LiveStatusTagColumn(label=_("Status"))]

    def get_edit_handler(self) -> Any:
        """The model's panels and, where it has drafts, when it is to go live and to expire."""
        if not self.draftstate_enabled or hasattr(self.model, "edit_handler"):
            return super().get_edit_handler()
        panels = extract_panel_definitions_from_model_class(self.model, exclude=self.get_exclude_form_fields())
        return ObjectList([*panels, PublishingPanel()]).bind_to_model(self.model)
