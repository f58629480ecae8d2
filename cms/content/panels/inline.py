"""A list of inline items within a page's form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel, Panel, PanelGroup
from wagtail.admin.panels.base import get_form_for_model

from cms.content.forms.inline_item import InlineItemForm
from cms.content.forms.inline_items import InlineItemFormSet

AS_DATA = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


class RowsPanel(InlinePanel):
    """Wagtail's inline panel, which weighs less.

    Rows look like the empty one: of those that are stored, the form brings the fields alone, and the browser puts them into copies of
    it (`desk/start.js`). There are no buttons for comments in them, since nobody can comment on rows.
    """

    @cached_property
    def child_edit_handler(self) -> Panel:
        """The panels of a row."""
        handler: Panel = super().child_edit_handler
        _without_comments(handler)
        return handler

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows of one form; all of those that were sent and refused are written out, with what is wrong."""

        children: list[Any]
        drawn: list[Any]

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.drawn = []
            if self.form is None or self.form.is_bound:
                return
            fields = _names(self.empty_child)
            if fields and all(_names(row) == fields for row in self.children):
                self.drawn, self.children = self.children, []

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Wagtail's, the rows that are drawn, and what the script is to know, as it may stand in a `<script>`."""
            rows = [(_places(row), row.render_missing_fields()) for row in self.drawn]
            options = json.dumps(self.js_opts(), separators=(",", ":")).translate(AS_DATA)
            return {**super().get_context_data(parent_context), "drawn": rows, "options": SafeString(options)}


def _fields(panel: Any) -> Iterator[FieldPanel.BoundPanel | None]:
    """The fields in the panel; None for what is none, and may look different in each row."""
    for child in panel.visible_children:
        if isinstance(child, PanelGroup.BoundPanel):
            yield from _fields(child)
        else:
            yield child if type(child) is FieldPanel.BoundPanel and not child.read_only else None


def _names(row: Any) -> list[str]:
    """The fields of the row; none if it has something else, too."""
    fields = list(_fields(row))
    return [field.field_name for field in fields if field] if all(fields) else []


def _places(row: Any) -> list[tuple[str, SafeString]]:
    """Each field of the row, with the beginning of the ids of its place."""
    return [(field.prefix, field.get_context_data()["rendered_field"]) for field in _fields(row) if field]


def _without_comments(panel: Panel) -> None:
    if isinstance(panel, FieldPanel):
        panel.disable_comments = True
    for child in panel.children if isinstance(panel, PanelGroup) else ():
        _without_comments(child)


class DraftInlinePanel(RowsPanel):
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


class ChosenLinesPanel(DraftInlinePanel):
    """A list each line of which is about something that is chosen: several are chosen at once, or a line is added as everywhere."""

    def __init__(self, relation_name: str, *args: Any, chooser_field_name: str, **kwargs: Any) -> None:
        super().__init__(relation_name, *args, **kwargs)
        self.chooser_field_name = chooser_field_name

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "chooser_field_name": self.chooser_field_name}

    class BoundPanel(MultipleChooserPanel.BoundPanel, DraftInlinePanel.BoundPanel):
        """The lines of one form."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None:
                # Only its dialog is asked for; how it looks is known from the empty line.
                self.chooser_widget_telepath_definition["_args"][0] = ""

        @property
        def chosen(self) -> str:
            """What is chosen, in the plural."""
            field = self.panel.db_field.related_model._meta.get_field(self.panel.chooser_field_name)
            return str(field.related_model._meta.verbose_name_plural)
