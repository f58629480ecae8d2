"""Who may see and switch plugins, and what groups can be allowed of what plugins store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.db.models import Q, QuerySet
from wagtail.admin.auth import require_admin_access, user_passes_test
from wagtail.models import Page

from cms.extend import is_enabled
from cms.extend.inventory import loaded

CODENAME = "change_activation"
PERMISSION = f"extend.{CODENAME}"


def may_switch(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may open the page: superusers, and groups with the permission."""
    return bool(user.has_perm(PERMISSION))  # type: ignore[union-attr]  # every user here has permissions


def for_switching(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view for those at the desk who may switch plugins, and for nobody else."""
    allowed: Callable[..., Any] = require_admin_access(user_passes_test(may_switch)(view))
    return allowed


def permissions() -> QuerySet[Permission]:
    """What the form of groups offers for it."""
    return Permission.objects.filter(content_type__app_label="extend", codename=CODENAME)


def permissions_of_plugins() -> QuerySet[Permission]:
    """What the form of groups offers for models of enabled plugins, so that their views and menu entries can ask for it.

    Of page types these are the permissions of their own alone: what is done with pages is allowed by section.
    """
    wanted = Q(pk__in=())
    for plugin in loaded():
        for model in plugin.get_models() if is_enabled(plugin.slug) else ():
            of_model = Q(content_type__app_label=plugin.label, content_type__model=model._meta.model_name)
            own = [codename for codename, _ in model._meta.permissions]
            wanted |= of_model & Q(codename__in=own) if issubclass(model, Page) else of_model
    return Permission.objects.filter(wanted)
