"""What published pages need to stay right, each list as a whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.care.broken_links import pages_with_broken_links
from cms.admin.care.confirming import confirm, confirmable, old_pages, rows_of


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


class OldPagesView(WagtailAdminTemplateMixin, TemplateView):
    """„Stimmt das noch?“: all pages that nobody has published or confirmed for long."""

    template_name = "desk/care/all_old_pages.html"
    page_title = _("Is this still right?")
    header_icon = "time"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "pages": rows_of(old_pages(self.request.user, now=timezone.now()))}


@require_POST
@require_admin_access
def confirm_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores that the user has found the page right, and shows the list from which they came."""
    page = confirmable(request.user, pk)
    if page is None:
        # Whoever may not edit it learns not even that it is there.
        raise Http404
    confirm(page, request.user)
    messages.success(request, gettext("“%(page)s” is still right: noted.") % {"page": page.get_admin_display_title()})
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "wagtailadmin_home")
