"""Who may see a file that the public may not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from cms.public.visibility import lets_in

IN_THE_DESK = ("add", "change", "delete", "choose")


def may_see_hidden(request: HttpRequest, file: Any) -> bool:
    """Whether this person may see the hidden file: who works with it in the desk, or whom its collection lets in."""
    user = getattr(request, "user", None) or AnonymousUser()
    policy = policy_registry.get_by_type(type(file))
    if user.is_authenticated and policy.user_has_any_permission_for_instance(user, IN_THE_DESK, file):
        return True
    return lets_in(file, request)
