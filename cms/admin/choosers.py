"""What choosers offer: pages that everybody may see, and those that the user works on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from cms.public.visibility import public

WORK = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
"""The rights of which any makes somebody's work of a page."""


def without_hidden(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Those of the pages that the user may see; Wagtail would offer drafts and closed pages to whoever enters the desk.

    Raises `PermissionDenied` for the list of what is below a page that the user may not see.
    """
    below = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    # Wagtail shows the page below which it looks, too; the root is nobody's secret.
    if below and not _seen(Page.objects.filter(pk=below), request).exists() and not _is_root(below):
        raise PermissionDenied
    return _seen(pages, request)


def _seen(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    policy: BasePermissionPolicy = policy_registry.get_by_type(Page)
    own = policy.instances_user_has_any_permission_for(request.user, WORK)
    return pages.filter(Q(pk__in=own.values("pk")) | Q(pk__in=public(Page.objects.all()).values("pk")))


def _is_root(key: int) -> bool:
    return bool(Page.objects.filter(pk=key, depth=1).exists())
