"""Who may see and switch plugins."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.db.models import QuerySet

CODENAME = "change_activation"
PERMISSION = f"extend.{CODENAME}"


def may_switch(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may open the page: superusers, and groups with the permission."""
    return bool(user.has_perm(PERMISSION))  # type: ignore[union-attr]  # every user here has permissions


def permissions() -> QuerySet[Permission]:
    """What the form of groups offers for it."""
    return Permission.objects.filter(content_type__app_label="extend", codename=CODENAME)
