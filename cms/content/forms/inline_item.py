"""The form of an inline item within a page."""

from __future__ import annotations

from django.forms.formsets import ORDERING_FIELD_NAME
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.content.forms.rules import RulesForm
from cms.content.references import note_known


class InlineItemForm(RulesForm, WagtailAdminModelForm):
    """Judges the inline item as a draft while its page is saved as one; a new inline item that nobody filled in is none."""

    def has_changed(self) -> bool:
        """Whether anything was filled in; the number that scripts give to each new inline item does not count."""
        numbered = {ORDERING_FIELD_NAME} if self.empty_permitted else set()
        return bool(set(self.changed_data) - numbered)

    def has_content(self) -> bool:
        """Whether it is an inline item at all: one that is stored, or in which something was filled in."""
        return bool(self.instance.pk) or self.has_changed()

    def full_clean(self) -> None:
        """Django leaves an empty inline item without values, but Wagtail asks every inline item for its place when it shows the form again."""
        super().full_clean()
        if hasattr(self, "cleaned_data") and ORDERING_FIELD_NAME in self.fields:
            self.cleaned_data.setdefault(ORDERING_FIELD_NAME, None)

    def _post_clean(self) -> None:
        self.instance.as_draft = self.is_deferred_validation
        # The fields of the form have just asked for what was chosen.
        note_known(self.instance, self.cleaned_data)
        try:
            super()._post_clean()
        finally:
            self.instance.as_draft = False
