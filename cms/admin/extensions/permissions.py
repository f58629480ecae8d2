"""Who may see and switch plugins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.db.models import QuerySet
from wagtail.admin.auth import require_admin_access, user_passes_test

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
