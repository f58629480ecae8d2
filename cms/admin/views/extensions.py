"""„Erweiterungen“: what plugins there are, and switching them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from cms.admin.extensions.card import cards, missing_cards
from cms.content.sites import site_name
from cms.extend.activation import CannotSwitch
from cms.extend.inventory import title_of
from cms.publishing.plugin_switching import resume, switch


class ExtensionsView(WagtailAdminTemplateMixin, TemplateView):
    """All plugins with their state."""

    template_name = "desk/extensions/index.html"
    page_title = gettext_lazy("Extensions")
    header_icon = "circle-plus"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "cards": cards(), "missing": missing_cards()}


@require_POST
def switch_extension(request: HttpRequest, slug: str) -> HttpResponse:
    """Enables or disables the plugin for a site, and lets the documents be built anew."""
    site, on, title = _site(request.POST.get("site", "")), request.POST.get("to") == "on", title_of(slug)
    try:
        switch(slug, [site.pk], on=on)
    except CannotSwitch as error:
        text = _("“%(plugin)s” was not switched. %(reason)s")
        messages.error(request, text % {"plugin": title, "reason": error.reason})
        return _back()
    text = _("“%(plugin)s” is enabled for %(site)s.") if on else _("“%(plugin)s” is disabled for %(site)s.")
    messages.success(request, text % {"plugin": title, "site": site_name(site)})
    return _back()


@require_POST
def resume_point(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets a paused point be called again, and lets the documents be built anew."""
    point = request.POST.get("point", "")
    if resume(slug, point):
        messages.success(request, _("“%(point)s” is called again.") % {"point": point})
    return _back()


def _site(key: str) -> Site:
    if found := next((site for site in Site.objects.all() if str(site.pk) == key), None):
        return found
    raise Http404("There is no such site.")


def _back() -> HttpResponse:
    """To the top of the page, where the message stands."""
    return redirect("desk_extensions")
