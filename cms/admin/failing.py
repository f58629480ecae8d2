"""Tells whoever saved something which plugins failed meanwhile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from cms.content.saving import failing
from cms.extend.inventory import title_of


def tell(request: HttpRequest, thing: Any) -> None:
    """Says that the thing is saved, and which plugin failed; what a form saves by itself says nothing."""
    if request.accepts("text/html"):
        for slug in sorted(failing(thing)):
            messages.warning(
                request, _("Everything is saved, but the plugin “%s” failed and did not do its part.") % title_of(slug)
            )


def register() -> None:
    """Lets Wagtail ask after each save."""
    for kind in ("page", "snippet"):
        for done in ("create", "edit"):
            hooks.register(f"after_{done}_{kind}", tell)
