"""What a browser may do with any answer: load nothing from elsewhere, run nothing inline, show it in no foreign frame."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from blocks.providers import frame_origins

HEADER = "Content-Security-Policy"
FRAMES = "frame-ancestors 'self'"
FEATURES = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)  # fmt: skip
"""What neither the site nor the editors' surface needs of a visitor's device."""
PERMISSIONS = ", ".join(f"{each}=()" for each in FEATURES)


class SecurityHeadersMiddleware:
    """Puts the headers on every answer, whoever gives it: pages, files, errors, redirects and what has not changed.

    Stands first in the list, so that it sees what all others do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.site, self.desk = site_policy(settings.BASE_URL), desk_policy(settings.BASE_URL)
        self.transport = f"max-age={settings.SECURE_HSTS_SECONDS}" if settings.SECURE_HSTS_SECONDS else ""

    @cached_property
    def desk_root(self) -> str:
        """Where the desk stands, which is known once all addresses are."""
        return reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the headers; a policy of its own is only completed."""
        response = self.get_response(request)
        at_desk = request.path_info.startswith(self.desk_root)
        # An answer “not modified” renews the headers of the one that it stands for, so that the address decides, not the content.
        policy = response.headers.get(HEADER) or (self.desk if at_desk else self.site)
        response.headers[HEADER] = policy if "frame-ancestors" in policy else f"{policy.rstrip('; ')}; {FRAMES}"
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if self.transport:
            # Django sends it only where it knows that the request came by TLS; browsers ignore it elsewhere.
            response.headers.setdefault("Strict-Transport-Security", self.transport)
        return response


def site_policy(base_url: str) -> str:
    """The policy of a site at this address; images carry it in full, by whatever name the visitor came.

    Frames may come from those whose content blocks embed, once a visitor has asked for it.
    """
    frames = " ".join(frame_origins())
    return (
        f"default-src 'self'; img-src 'self' {base_url}; frame-src 'self' {frames}; object-src 'none'; "
        f"base-uri 'self'; form-action 'self'; {FRAMES}"
    )


def desk_policy(base_url: str) -> str:
    """The policy of the editors' surface: what Wagtail's scripts draw themselves comes on top, and previews in frames."""
    return (
        f"default-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' {base_url} data: blob:; font-src 'self' data:; "
        f"frame-src 'self' {base_url}; object-src 'none'; base-uri 'self'; form-action 'self'; {FRAMES}"
    )
