"""What published pages need to stay right, each list as a whole."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.care.broken_links import pages_with_broken_links


class BrokenLinksView(WagtailAdminTemplateMixin, TemplateView):
    """„Links, die nirgends hinführen“: all of them, page by page."""

    template_name = "desk/care/all_broken_links.html"
    page_title = _("Links that lead nowhere")
    header_icon = "link"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "pages": pages_with_broken_links(self.request.user)}
