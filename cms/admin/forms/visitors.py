"""The forms with which visitors come to what is closed to others."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from wagtail.forms import PasswordViewRestrictionForm

from cms.admin.forms.login import SaysHowLong
from cms.admin.lockout import counted, waiting_time


class VisitorLoginForm(SaysHowLong, AuthenticationForm):
    """Django's, which also says how long to wait after too many failures."""


class GuardedPasswordForm(PasswordViewRestrictionForm):
    """Wagtail's form for the password of pages or files, whose failures count like those of a login."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """The password; raises `ValidationError` if it is wrong, or how long to wait."""
        # No user's name has a space.
        door = f"{self.restriction._meta.model_name} {self.restriction.pk}"
        with counted(self.request, door) as may_try:
            if not may_try:
                raise ValidationError(waiting_time(self.request), code="locked_out")
            return cast("str", super().clean_password())
