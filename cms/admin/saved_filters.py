"""Filters of a list that a user has saved: they stand over the list as links."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from cms.admin.models import SavedFilter

PASSING = ("p", "_w_filter_fragment")
"""What a list is asked for beside its filters."""


class HasSavedFilters:
    """A list of Wagtail's whose filters can be saved."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the user's saved filters of this list and the question that could be saved now."""
        asked = self.request.GET.copy()
        for name in asked.keys() - {name for name in asked if name not in PASSING and any(asked.getlist(name))}:
            del asked[name]
        saved: QuerySet[SavedFilter] = SavedFilter.objects.filter(user=self.request.user.pk, address=self.index_url)  # type: ignore[attr-defined]
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**found, "saved_filters": saved, "list_address": self.index_url, "list_query": asked.urlencode()}  # type: ignore[attr-defined]


@require_POST
@require_admin_access
def save_filter(request: HttpRequest) -> HttpResponse:
    """Saves the question to the list under the name, in place of one that had it, and shows it."""
    address, query = request.POST.get("address", ""), request.POST.get("query", "")[:1000]
    name = " ".join(request.POST.get("name", "").split())[:60]
    if not url_has_allowed_host_and_scheme(address, None) or not address.startswith(reverse("wagtailadmin_home")):
        return redirect("wagtailadmin_home")
    if name and query:
        own: dict[str, Any] = {"user": request.user, "address": address[:200], "name": name}
        SavedFilter.objects.update_or_create(**own, defaults={"query": query})
        messages.success(request, _("The filter “%(name)s” was saved.") % {"name": name})
    return redirect(f"{address}?{query}")


@require_POST
@require_admin_access
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes the user's own filter, and shows its list."""
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user.pk)
    saved.delete()
    messages.success(request, _("The filter “%(name)s” was deleted.") % {"name": saved.name})
    return redirect(saved.address)
