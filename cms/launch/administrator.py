"""The first administrator of an installation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import DatabaseError
from wagtail.users.models import UserProfile

from cms.admin.login import one_time_login_url


@dataclass(frozen=True)
class Administrator:
    """Who administers, whether they are new, and the link that logs them in once where they have no password yet."""

    name: str
    created: bool
    login: str


PASSWORD = "DJANGO_SUPERUSER_PASSWORD"
"""Django's own variable for it: an argument could be read by everybody on the machine."""


def check_password(password: str, *, name: str, mail: str) -> None:
    """Raises `CommandError` with what to do if the password is weak."""
    try:
        validate_password(password, User(username=name, email=mail))
    except ValidationError as error:
        raise CommandError("\n".join(["The password is refused:", *error.messages])) from None


def first_administrator() -> str:
    """The address of mail of the first administrator who is here already; empty without one, and before there is a database."""
    try:
        mails = User.objects.filter(is_superuser=True, is_active=True).exclude(email="")
        return mails.order_by("pk").values_list("email", flat=True).first() or ""
    except DatabaseError:
        return ""


def ensure_administrator(mail: str, *, password: str, language: str) -> Administrator:
    """The administrator with this address of mail, which is the name to log in with, too.

    Whoever is there already keeps password and rights; without a password there is a link that works once.
    """
    user = User.objects.filter(email__iexact=mail).first() or User.objects.filter(username=mail).first()
    created = user is None
    if user is None:
        user = User(username=mail, email=mail, is_staff=True, is_superuser=True)
        user.set_password(password or None)
        user.save()
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    login = "" if user.has_usable_password() or not user.is_active else one_time_login_url(user)
    return Administrator(user.username, created, login)
