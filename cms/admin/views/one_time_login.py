"""Where a one-time link leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.admin.login import log_in_once


@never_cache
@require_GET
def one_time_login(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The editors' start page, logged in; the login form with the reason if the link is used up."""
    if log_in_once(request, uid=uid, token=token):
        return redirect("wagtailadmin_home")
    if not request.user.is_authenticated:
        messages.error(request, _("This link has been used already or is too old. Ask for a new one, or log in here."))
    return redirect("wagtailadmin_home")
