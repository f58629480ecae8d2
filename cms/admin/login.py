"""A link that logs one user in, exactly once, without a password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

BACKEND = "django.contrib.auth.backends.ModelBackend"


class OneTimeTokens(PasswordResetTokenGenerator):
    """Tokens that any login of their user uses up; they are good for `PASSWORD_RESET_TIMEOUT` seconds."""

    key_salt = "cms.admin.login.OneTimeTokens"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Django counts the last login in whole seconds, within which a token could be used again.
        exact = user.last_login.isoformat() if user.last_login else ""
        return super()._make_hash_value(user, timestamp) + exact


tokens = OneTimeTokens()


def one_time_login_url(user: User) -> str:
    """The absolute address that logs the user in once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.BASE_URL + reverse("desk_one_time_login", args=[uid, tokens.make_token(user)])


def log_in_once(request: HttpRequest, *, uid: str, token: str) -> bool:
    """Logs the user of a fresh token in; False if there is none."""
    with transaction.atomic():
        user = _locked_user(uid)
        if user is None or not tokens.check_token(user, token):
            return False
        login(request, user, backend=BACKEND)
    return True


def _locked_user(uid: str) -> User | None:
    """The active user, locked so that two requests at once cannot both use the token."""
    try:
        key = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    return User.objects.select_for_update().filter(pk=key, is_active=True).first()
