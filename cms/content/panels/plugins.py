"""What plugins add to forms of pages and records: rows of their own, under guard."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import ChildRelationComparison
from wagtail.admin.panels import Panel, TabbedInterface

from cms.content.form_panels import guarded, panels_of
from cms.content.forms.inline_items import InlineItemFormSet
from cms.content.panels.inline import RowsPanel
from cms.extend import FormPanel, PointFailed


class PluginPanel(RowsPanel):
    """The rows of a plugin in a form; nothing of it is in forms that withhold it, and where it fails it says so."""

    def __init__(self, *args: Any, point: FormPanel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = point

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "point": self.point}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"formset": InlineItemFormSet}
        return options

    def get_bound_panel(
        self, instance: Any = None, request: Any = None, form: Any = None, prefix: str = "panel"
    ) -> Panel.BoundPanel:
        given = {"instance": instance, "request": request, "form": form, "prefix": prefix}
        if form is None or self.relation_name in form.formsets:
            try:
                bound: Panel.BoundPanel = guarded(self.point, "form", partial(super().get_bound_panel, **given))()
            except PointFailed:
                if form is not None:
                    form.leave_out(self.relation_name)
            else:
                return bound
        failed = form is not None and self.relation_name in form.failing
        bound_instead: Panel.BoundPanel = (
            Instead(self.point, is_shown=failed).bind_to_model(self.model).get_bound_panel(**given)
        )
        return bound_instead

    class BoundPanel(RowsPanel.BoundPanel):
        """Wagtail's, under guard."""

        panel: PluginPanel

        def render_html(self, parent_context: Any = None) -> SafeString:
            """The rows; where they cannot be shown, the form does without them."""
            render = partial(super().render_html, parent_context)
            try:
                return SafeString(guarded(self.panel.point, "render", render)())
            except PointFailed:
                return notice(self.panel.point)

        def get_comparison(self) -> list[Any]:
            compared = guarded(self.panel.point, "compare", super().get_comparison, ())()
            return [partial(GuardedComparison, self.panel.point, each) for each in compared]


class GuardedComparison:
    """A comparison of rows that says nothing where the plugin fails."""

    is_field = ChildRelationComparison.is_field
    is_child_relation = ChildRelationComparison.is_child_relation

    def __init__(self, point: FormPanel, make: Any, *versions: Any) -> None:
        self.point = point
        self.inner = guarded(point, "compare", partial(make, *versions), None)()

    def field_label(self) -> str:
        return str(self.point.label)

    def has_changed(self) -> bool:
        return self.inner is not None and bool(guarded(self.point, "compare", self.inner.has_changed, False)())

    def get_child_comparisons(self) -> list[Any]:
        return list(guarded(self.point, "compare", partial(_compared, self.inner), ())()) if self.inner else []

    def get_num_differences(self) -> int:
        return int(guarded(self.point, "compare", self.inner.get_num_differences, 0)()) if self.inner else 0


def _compared(inner: ChildRelationComparison) -> list[Any]:
    """The rows of both versions, once all that is shown of them could be made."""
    rows = list(inner.get_child_comparisons())
    for row in rows:
        for field in row.get_field_comparisons():
            field.htmldiff()
    return rows


class Instead(Panel):
    """Stands where a plugin's panel would be: nothing, or that it failed."""

    def __init__(self, point: FormPanel, *, is_shown: bool, **kwargs: Any) -> None:
        super().__init__(heading=point.label, **kwargs)
        self.point, self.shown = point, is_shown

    def clone_kwargs(self) -> dict[str, Any]:
        return {"point": self.point, "is_shown": self.shown}

    class BoundPanel(Panel.BoundPanel):
        """The notice."""

        panel: Instead

        def is_shown(self) -> bool:
            return self.panel.shown

        def render_html(self, parent_context: Any = None) -> SafeString:
            """That the plugin failed."""
            return notice(self.panel.point)


def notice(panel: FormPanel) -> SafeString:
    """That the plugin's part is missing from the form, and that nothing is lost."""
    text = _("This part of the plugin “%(plugin)s” cannot be shown just now. What is stored in it stays as it is.")
    return format_html('<p class="help-block help-warning">{}</p>', text % {"plugin": panel.plugin})


def plugin_panel(name: str, panel: FormPanel) -> PluginPanel:
    """The panel with the rows of this relation."""
    return PluginPanel(name, heading=panel.label, max_num=panel.limit, point=panel)


def with_panels_of_plugins(model: type[Model], handler: Any) -> Any:
    """The form of the model with what plugins add to it, at the end of its first tab."""
    further = [plugin_panel(name, panel) for name, panel in panels_of(model)]
    if not further:
        return handler
    whole = handler.clone()
    if isinstance(handler, TabbedInterface):
        first, *rest = whole.children
        whole.children = [_with(first, further), *rest]
    else:
        whole = _with(handler, further)
    return whole.bind_to_model(model)


def _with(group: Any, further: list[Any]) -> Any:
    whole = group.clone()
    whole.children = [*whole.children, *further]
    return whole
