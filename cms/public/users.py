"""What a user may see at the desk: what everybody may see, and what they work on."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, When
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.public.visibility import public

WORK = ("view", "add", "change", "publish", "delete", "bulk_delete", "lock", "unlock")
"""The rights of which any makes somebody's work of a page or a record."""
OF_OTHERS = "is_of_others"
"""Says of each thing that is offered whether the user does not work on it."""


def seen(things: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the pages or records that the user may see at the desk."""
    model = Page if issubclass(things.model, Page) else things.model
    if model is not Page and sees_all(model, user):
        # Which of them everybody may see is asked of each.
        return things
    return things.filter(Q(pk__in=worked_on(model, user)) | Q(pk__in=public(model._default_manager.all()).values("pk")))


def offered(things: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those that the user may see, each with `is_of_others`: what is not the user's own work is known, and found, as the public knows it."""
    model = Page if issubclass(things.model, Page) else things.model
    of_others = Case(When(pk__in=worked_on(model, user), then=False), default=True, output_field=BooleanField())
    annotated: QuerySet[Any] = seen(things, user).annotate(**{OF_OTHERS: of_others})
    return annotated


def worked_on(model: Any, user: Any) -> QuerySet[Any]:
    """The numbers of those on which the user works."""
    policy: BasePermissionPolicy = policy_registry.get_by_type(model) or ModelPermissionPolicy(model)
    own: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, WORK).values("pk")
    return own


def sees_all(model: Any, user: Any) -> bool:
    """Whether the user works with records of the model."""
    policy: BasePermissionPolicy = policy_registry.get_by_type(model) or ModelPermissionPolicy(model)
    return bool(policy.user_has_any_permission(user, WORK))
