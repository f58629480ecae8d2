"""What is looked at before something is saved."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.content.models import BasePage


def with_a_lead(page: BasePage, draft: bool) -> None:  # noqa: FBT001 - as the contract gives it
    """Takes blanks off the lead; refuses to publish without one."""
    page.lead = page.lead.strip()
    if not draft and not page.lead:
        raise ValidationError({"lead": _("Write what this is about.")})
