"""The parts that plugins add to forms of pages and records: the form is saved without one that fails."""

from __future__ import annotations

from functools import partial
from typing import Any

from wagtail.models import Page

from cms.content.form_panels import guarded, panels_of
from cms.content.saving import failing
from cms.content.sites import site_of
from cms.extend import FormPanel, is_enabled


class PluginPanelsForm:
    """Keeps the rows of plugins that are disabled for the site, that fail, or that the request says nothing of, as they are."""

    formsets: dict[str, Any]
    instance: Any
    data: Any
    is_bound: bool

    failing: set[str]
    """The relations whose panel fails."""

    def withhold_panels(self, parent: Page | None) -> None:
        """Leaves out what is not to be in the form, which stands below the parent if it is that of a page."""
        self.failing = set()
        self.panels = dict(panels_of(type(self.instance)))
        place = parent or self.instance
        site = site_of(place) if self.panels and isinstance(place, Page) else None
        for name, panel in self.panels.items():
            formset = self.formsets.get(name)
            if formset is None:
                continue
            if not is_enabled(panel.plugin, site):
                del self.formsets[name]
            elif self.is_bound and f"{formset.prefix}-TOTAL_FORMS" not in self.data:
                # It was opened without it.
                del self.formsets[name]
            elif not guarded(panel, "form", partial(_made, formset), False)():
                self.leave_out(name)

    def leave_out(self, name: str) -> None:
        """Does without the panel, which failed."""
        self.formsets.pop(name, None)
        self.failing.add(name)
        panel: FormPanel = self.panels[name]
        failing(self.instance).add(panel.plugin)

    def validate_panels(self) -> None:
        """Leaves out the panels that cannot even be asked whether they are valid, or whose rows cannot be taken over."""
        for name, panel in self.panels.items():
            formset = self.formsets.get(name)
            if formset is not None and not guarded(panel, "validate", partial(_asked, formset), False)():
                self.leave_out(name)


def _made(formset: Any) -> bool:
    """True, once all that a form shows of the rows could be made."""
    str(formset.media)
    formset.is_multipart()
    for form in (*formset.forms, formset.empty_form):
        # One with data would be validated by that, before it is known whether it is a draft.
        str(form.media if form.is_bound else form.as_p())
    return True


def _asked(formset: Any) -> bool:
    """True, once it is known whether the rows are valid, and how they would be stored."""
    if formset.is_valid():
        for form in formset.forms:
            form.has_changed()
            form.save(commit=False)
    return True
