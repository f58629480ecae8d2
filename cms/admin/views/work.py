"""„Arbeit im Hintergrund“: what runs, waits or keeps failing, and whether a worker runs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.extend.presence import is_present, last_seen
from cms.publishing.work import work

KINDS = {
    "consumer": _("Follows what is published"),
    "document": _("Lacking in documents (how many)"),
    "job": _("Recurring work of an extension"),
    "scheduled": _("Publication at its time"),
    "task": _("Task"),
    "index": _("Search index"),
    "left out": _("Not found by the search"),
}


class WorkView(WagtailAdminTemplateMixin, TemplateView):
    """All work that goes on by itself and is not done yet, and whether there is a worker to do it."""

    template_name = "desk/work.html"
    page_title = _("Background work")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        seen = last_seen()
        works = [(KINDS[each.kind], each) for each in work()]
        return {**context, "work": works, "worker_seen": seen, "worker_is_present": is_present(seen)}
