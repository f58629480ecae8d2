"""„Erweiterungen“: what plugins there are, and switching them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from cms.admin.extensions.card import cards
from cms.admin.extensions.rights import may_switch
from cms.content.sites import name_of
from cms.extend.activation import CannotSwitch, disable, enable
from cms.extend.guard import resume
from cms.extend.inventory import title_of
from cms.publishing.rebuilding import rebuild_task


class ExtensionsView(WagtailAdminTemplateMixin, TemplateView):
    """All plugins with their state."""

    template_name = "desk/extensions/index.html"
    page_title = gettext_lazy("Extensions")
    header_icon = "circle-plus"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuses those who may not switch plugins."""
        refuse_others(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, and this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the plugins."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "cards": cards()}


@require_POST
def switch_extension(request: HttpRequest, slug: str) -> HttpResponse:
    """Enables or disables the plugin for a site, and lets the documents be built anew."""
    refuse_others(request)
    site, on = get_object_or_404(Site, pk=request.POST.get("site") or 0), request.POST.get("to") == "on"
    title = title_of(slug)
    try:
        changed = enable(slug, site.pk) if on else disable(slug, site.pk)
    except CannotSwitch as error:
        text = _("“%(plugin)s” was not switched. %(reason)s")
        messages.error(request, text % {"plugin": title, "reason": error.reason})
        return back()
    if changed:
        rebuild_task.enqueue()
    text = _("“%(plugin)s” is enabled for %(site)s.") if on else _("“%(plugin)s” is disabled for %(site)s.")
    messages.success(request, text % {"plugin": title, "site": name_of(site)})
    return back()


@require_POST
def resume_point(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets a paused point be called again, and lets the documents be built anew."""
    refuse_others(request)
    point = request.POST.get("point", "")
    if resume(slug, point):
        rebuild_task.enqueue()
        messages.success(request, _("“%(point)s” is called again.") % {"point": point})
    return back()


def refuse_others(request: HttpRequest) -> None:
    """Raises `PermissionDenied` for those who may not switch plugins."""
    if not may_switch(request.user):
        raise PermissionDenied


def back() -> HttpResponse:
    """To the top of the page, where the message stands."""
    return redirect("desk_extensions")
