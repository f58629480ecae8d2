"""Passwords that close a page or a collection are judged like those of people: whoever guesses one reads it all."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.password_validation import validate_password
from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
from wagtail.models import BaseViewRestriction


def connect() -> None:
    """Lets both of Wagtail's forms refuse a weak password that is new; repeating it does no harm."""
    clean = BaseViewRestrictionForm.clean_password
    if hasattr(clean, "judges"):
        return

    @wraps(clean)
    def clean_password(self: Any) -> str:
        password: str = clean(self)
        is_closing = self.cleaned_data.get("restriction_type") == BaseViewRestriction.PASSWORD
        if is_closing and "password" in self.changed_data:
            validate_password(password)
        return password

    clean_password.judges = True  # type: ignore[attr-defined]
    BaseViewRestrictionForm.clean_password = clean_password
