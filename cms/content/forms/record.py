"""The form of a record with drafts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.content.forms.plugin_panels import PluginPanelsForm
from cms.content.forms.questions import QuestionsForm
from cms.content.forms.rules import RulesForm


class RecordForm(PluginPanelsForm, RulesForm, QuestionsForm, WagtailAdminModelForm):
    """Leaves fields that the user may not change as they are: also when an old version is brought back, or the record is copied."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.withheld = [name for name in self._meta.field_permissions or {} if name not in self.fields]
        self.withhold_panels(None)

    def is_valid(self) -> bool:
        """Whether fields and inline items are in order, and all questions answered."""
        self.validate_panels()
        if self.is_bound:
            super().is_valid()
            self.ask(self.instance, draft=self.is_deferred_validation)
        return bool(super().is_valid())

    def clean(self) -> dict[str, Any]:
        """The cleaned values; refuses a request that holds a withheld field, which no form of this user's does."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.withheld:
            if self.add_prefix(name) in self.data:
                self.add_error(None, ValidationError(self._refusal(name)))
        return cleaned

    def _refusal(self, name: str) -> str:
        label = capfirst(str(self._meta.model._meta.get_field(name).verbose_name))
        return _("“%(field)s” may be changed only by those who may publish; nothing was saved.") % {"field": label}

    def _post_clean(self) -> None:
        if self.withheld:
            known = self._last_known()
            for name in self.withheld:
                setattr(self.instance, name, getattr(known, name))
        self.instance.as_draft = self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.as_draft = False

    def _last_known(self) -> Any:
        """The record as it was last saved, as a draft or live; an empty one if it is new."""
        model = self._meta.model
        stored = model._base_manager.filter(pk=self.instance.pk).first() if self.instance.pk else None
        return stored.get_latest_revision_as_object() if stored else model()
