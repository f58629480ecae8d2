"""The warning about plugins, for the frame of all pages of the editor."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.admin.extensions.permissions import may_switch
from cms.admin.extensions.warning import warning

register = template.Library()


@register.simple_tag(takes_context=True)
def warn_of_plugins(context: dict[str, Any]) -> str:
    """Adds the warning to the messages of this page, for those who can do something about it."""
    request = context.get("request")
    address = reverse("desk_extensions")
    if request is None or not may_switch(request.user) or request.path == address:
        return ""
    if text := warning():
        messages.warning(request, text, buttons=[messages.button(address, _("See what is wrong"))])
    return ""
