"""A list of inline items within a page's form."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from cms.content.forms.inline_item import InlineItemForm
from cms.content.forms.inline_items import InlineItemFormSet


class DraftInlinePanel(InlinePanel):
    """Wagtail's inline panel, with a form that knows drafts."""

    def __init__(self, *args: Any, form_class: type[InlineItemForm] = InlineItemForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with our form as the base of each inline item's."""
        options: dict[str, Any] = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        form = get_form_for_model(
            self.db_field.related_model, form_class=self.form_class, defer_required_on_fields=deferred
        )
        options["formsets"][self.relation_name] |= {"form": form, "formset": InlineItemFormSet}
        return options
