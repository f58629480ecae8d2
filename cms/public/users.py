"""What a user may see at the desk: what everybody may see, and what they work on."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.public.visibility import public

WORK = ("view", "add", "change", "publish", "delete", "bulk_delete", "lock", "unlock")
"""The rights of which any makes somebody's work of a page or a record."""


def seen(things: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the pages or records that the user may see at the desk."""
    model = Page if issubclass(things.model, Page) else things.model
    own = worked_on(model, user)
    if not own.query.where:
        return things  # Whoever works on all of them sees all of them.
    return things.filter(is_among(own) | is_among(public(model._default_manager.all())))


def is_among(found: QuerySet[Any]) -> Q:
    """Whether a thing is one of these, asked of each that is looked at: without its key, a list of all would be made for each question."""
    return Q(pk__in=found.filter(pk=OuterRef("pk")).values("pk"))


def worked_on(model: Any, user: Any) -> QuerySet[Any]:
    """The numbers of those on which the user works."""
    policy: BasePermissionPolicy = policy_registry.get_by_type(model) or ModelPermissionPolicy(model)
    own: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, WORK).values("pk")
    return own


def sees_all(model: Any, user: Any) -> bool:
    """Whether the user works with records of the model."""
    policy: BasePermissionPolicy = policy_registry.get_by_type(model) or ModelPermissionPolicy(model)
    return bool(policy.user_has_any_permission(user, WORK))
