"""Who may refuse a deletion."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.content.models import BasePage


def while_public(page: BasePage) -> str | Promise:
    """Why the page may not be deleted; empty if it may."""
    return _("Unpublish it first.") if page.live else ""
