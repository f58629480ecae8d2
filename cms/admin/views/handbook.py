"""„Handbuch“: what editors need every day, in the words of the screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class HandbookView(WagtailAdminTemplateMixin, TemplateView):
    """A short handbook for editors."""

    template_name = "desk/handbook.html"
    page_title = _("Handbook")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
