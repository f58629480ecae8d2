"""Who fails to log in too often waits: by name and address together, so that nobody locks out somebody else from elsewhere.

django-axes counts; this says who is who, and what they are told. Links that log in once and the API ask for no password and never wait;
`manage.py axes_reset` (or `axes_reset_username NAME`) lets everybody (or NAME) try again at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.backends import AxesStandaloneBackend
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

IPV6_HOUSEHOLD = 64
"""Bits of an IPv6 address that a customer gets; the rest is theirs to vary."""


class LockoutBackend(AxesStandaloneBackend):
    """Refuses whoever failed too often; what does not come over HTTP, such as a test or a script, is nobody's attempt."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """None if the next backend may look at the password; raises `PermissionDenied` if not."""
        if request is not None:
            super().authenticate(request, **credentials)


@contextmanager
def counted(request: HttpRequest, door: str) -> Iterator[bool]:
    """Gives whether somebody may try the password of this door, which is no user's; what is then raised as wrong counts as a failure.

    The failure that was the last one for a while is raised as how long to wait.
    """
    credentials = {"username": door}
    may_try = AxesProxyHandler.is_allowed(request, credentials)
    request.axes_locked_out = not may_try  # type: ignore[attr-defined]
    try:
        yield may_try
    except ValidationError:
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        if may_try and is_locked_out(request):
            raise ValidationError(waiting_time(request), code="locked_out") from None
        raise
    AxesProxyHandler.reset_attempts(username=door, ip_address=client_address(request))


def client_address(request: HttpRequest) -> str:
    """The visitor's address, as the outermost of our own proxies saw it; for IPv6 that of the household.

    Without `PROXIES` it is who connects to the server: anybody can send the header of a proxy.
    """
    found = request.META.get("REMOTE_ADDR") or ""
    if settings.PROXIES:
        # Each proxy adds at the right whom it heard; what stands further left was sent along.
        said = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        found = said[-settings.PROXIES] if len(said) >= settings.PROXIES else found
    return _household(found) or request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104


def _household(text: str) -> str:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    if address.version == 4 or mapped:
        return str(mapped or address)
    return str(ip_network((address, IPV6_HOUSEHOLD), strict=False).network_address)


def is_locked_out(request: HttpRequest | None) -> bool:
    """Whether the attempt to log in was refused unseen, or is the last one for a while."""
    return bool(getattr(request, "axes_locked_out", False))


def seconds_to_wait(request: HttpRequest) -> int:
    """Until when the one who was refused may try again."""
    credentials = getattr(request, "axes_credentials", None)
    found = AccessAttempt.objects.filter(
        ip_address=client_address(request), attempt_time__gte=get_cool_off_threshold(request)
    )
    if credentials:
        found = found.filter(username=credentials.get("username"))
    last = found.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    passed = timezone.now() - (last or timezone.now())
    return max(1, math.ceil((settings.AXES_COOLOFF_TIME - passed).total_seconds()))


def waiting_time(request: HttpRequest) -> str:
    """What the one who was refused is told."""
    minutes = math.ceil(seconds_to_wait(request) / 60)
    return ngettext(
        "Too many failed attempts to sign in. Try again in %(minutes)d minute.",
        "Too many failed attempts to sign in. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def too_many_attempts(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The form as it was answered, which says how long to wait; programs read it from the status and `Retry-After`."""
    answer = response or HttpResponse(waiting_time(request), content_type="text/plain; charset=utf-8")
    answer.status_code = 429
    answer.headers["Retry-After"] = str(seconds_to_wait(request))
    return answer
