"""The list of inline items as a form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext_lazy
from modelcluster.forms import BaseChildFormSet


class InlineItemFormSet(BaseChildFormSet):
    """Passes over new inline items that were left empty, and says in an editor's words how many there must be."""

    default_error_messages = {
        **BaseChildFormSet.default_error_messages,
        "too_few_forms": ngettext_lazy("Add at least %(num)d entry here.", "Add at least %(num)d entries here.", "num"),
    }

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        # Django demands the first inline items filled where there is a minimum, which a draft need not reach.
        empty = {"empty_permitted": True} if i >= self.initial_form_count() else {}
        return super()._construct_form(i, **{**kwargs, **empty})

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - as Django has it
        """Wagtail's, and every item has its place: one that was not changed, and never had a place, would come before all others."""
        saved = super().save(commit=False)
        items = getattr(self.instance, self.rel_name)
        places = {form.instance.pk: place for place, form in enumerate(self.ordered_forms)} if self.can_order else {}
        for item in items.all():
            if item.pk in places:
                item.sort_order = places[item.pk]
        if commit:
            items.commit()
        return saved
