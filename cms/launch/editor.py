"""The first editor of a new installation."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from wagtail.users.models import UserProfile

from cms.admin.login import one_time_login_url

USERNAME = "redaktion"


def one_time_login() -> str:
    """An address that logs the first editor in, once; the editor is made if missing, as a superuser with a German interface."""
    user, created = get_user_model()._default_manager.get_or_create(
        username=USERNAME,
        defaults={"is_staff": True, "is_superuser": True, "first_name": "Redaktion", "email": "redaktion@example.org"},
    )
    if created:
        user.set_unusable_password()
        user.save()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "de"})
    return one_time_login_url(user)
