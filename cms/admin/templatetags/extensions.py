"""The warning about plugins, for the frame of all pages of the editor."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib import messages
from django.urls import reverse

from cms.admin.extensions.rights import may_switch
from cms.admin.extensions.warning import warning

register = template.Library()


@register.simple_tag(takes_context=True)
def warn_of_plugins(context: dict[str, Any]) -> str:
    """Adds the warning to the messages of this page, for those who can do something about it."""
    request = context.get("request")
    if request is None or not may_switch(request.user) or request.path == reverse("desk_extensions"):
        return ""
    if text := warning():
        messages.warning(request, text)
    return ""
