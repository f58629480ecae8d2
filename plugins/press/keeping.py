"""What was public under a number stays: others cite it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plugins.press.models import PressReleasePage


def refuse_numbered(page: PressReleasePage) -> str | Promise:
    """Why the release may not be deleted: it was public, and papers know its number; "" for all others."""
    if page.number and page.first_published_at:
        return _("it was public under a number that others may cite. Unpublish it instead.")
    return ""
