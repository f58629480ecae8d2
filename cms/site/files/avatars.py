"""Pictures of those who work at the desk, for those who work there."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe
from wagtail.users.models import UserProfile

from cms.site.files.images import TYPES
from cms.site.files.sending import send

FOLDER = "avatar_images"
"""Where Wagtail stores them, each under a name of its own."""


@require_safe
def avatar(request: HttpRequest, name: str) -> HttpResponseBase:
    """The picture; 404 for whoever may not enter the desk."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404("Only people at the desk see each other.")
    file = get_object_or_404(UserProfile, avatar=f"{FOLDER}/{name}").avatar
    headers = {
        "Content-Type": TYPES.get(PurePosixPath(name).suffix.lower().lstrip("."), "application/octet-stream"),
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-cache",
    }
    return send(request, file, etag=salted_hmac(__name__, name).hexdigest()[:24], headers=headers)
