"""The form to log in with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from cms.admin.lockout import is_locked_out, waiting_time


class SaysHowLong:
    """A form to log in with that says how long to wait after too many failures."""

    request: Any

    def get_invalid_login_error(self) -> ValidationError:
        """Why nobody was logged in."""
        if is_locked_out(self.request):
            return ValidationError(waiting_time(self.request), code="locked_out")
        error: ValidationError = super().get_invalid_login_error()  # type: ignore[misc]
        return error


class LoginForm(SaysHowLong, WagtailLoginForm):
    """Wagtail's."""
