"""Images in the sizes that documents name; while one is not made yet, the nearest one stands in."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.images.utils import verify_signature

from cms.content.models import Person
from cms.content.portraits import people_alone
from cms.extend.queue import wait_for_worker
from cms.public.image_address import is_signed, signature, spec_of
from cms.public.pictures import WIDTHS
from cms.public.visibility import is_public
from cms.site.files.access import may_see_hidden
from cms.site.files.sending import send
from cms.site.files.sizes import UNUSABLE, ask_for

log = logging.getLogger(__name__)

YEAR = 31_536_000
HOUR = 3_600
SOON = 30
"""Seconds that caches keep what stands in."""
WIDTH = re.compile(r"width-(\d+)\|format-([a-z]+)")
TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@require_safe
def image(request: HttpRequest, image_id: int, signature: str, name: str) -> HttpResponseBase:
    """The image as it is at this address for ever; 404 where there is none, or none that may be shown."""
    found = get_object_or_404(get_image_model(), pk=image_id)
    spec = spec_of(name)
    if not is_signed(signature, found, spec):
        raise Http404("There is no such image.")
    return _shown(request, found, spec, seconds=YEAR)


@require_safe
def image_of_old(request: HttpRequest, signature: str, image_id: str, spec: str) -> HttpResponseBase:
    """The image under an address of Wagtail's kind, which documents named before; it lasts when the file is replaced."""
    if not verify_signature(signature.encode(), image_id, spec):
        raise PermissionDenied
    return _shown(request, get_object_or_404(get_image_model(), pk=image_id), spec, seconds=HOUR)


def _shown(request: HttpRequest, found: Any, spec: str, *, seconds: int) -> HttpResponseBase:
    shown_of = people_alone(found)
    hidden = not is_public(found) or (bool(shown_of) and not any(map(is_public, shown_of)))
    if hidden and not may_see_hidden(request, found):
        raise Http404("This image may not be shown.")
    rendition = _made(found, spec) or _nearest(found, spec)
    cached = _cached(_last_day(found, shown_of), seconds if rendition.filter_spec == spec else SOON)
    return send(
        request,
        rendition.file,
        etag=signature(found, rendition.filter_spec),
        headers={
            "Content-Type": TYPES.get(rendition.file.name.rpartition(".")[2], "application/octet-stream"),
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store" if hidden else cached,
        },
    )


def _made(found: Any, spec: str) -> Any:
    """The rendition; None while it is left to the worker."""
    for rendition in found.renditions.filter(filter_spec=spec):
        if rendition.file.storage.exists(rendition.file.name):
            return rendition
        # Somebody cleared the folder: it is made anew.
        rendition.delete()
    return None if wait_for_worker() else _make(found, spec)


def _nearest(found: Any, spec: str) -> Any:
    """Another size that is there, of the same format if there is one; else the smallest is made, which takes little.

    The worker is asked for the one that is wanted.
    """
    try:
        ask_for({found.pk: [spec]})
    except DatabaseError:
        log.warning("The worker could not be asked for the image %s as %s.", found.pk, spec)
    width, format_name = _width_and_format(spec)
    made = [each for each in found.renditions.all() if WIDTH.fullmatch(each.filter_spec)]
    there = [each for each in made if each.file.storage.exists(each.file.name)]
    smallest = f"width-{WIDTHS[0]}|format-jpeg"
    if not there or not WIDTH.fullmatch(spec):
        return _make(found, smallest if WIDTH.fullmatch(spec) else spec)

    def distance(rendition: Any) -> tuple[bool, int]:
        other_width, other_format = _width_and_format(rendition.filter_spec)
        return other_format != format_name, abs(other_width - width)

    return min(there, key=distance)


def _width_and_format(spec: str) -> tuple[int, str]:
    parts = WIDTH.fullmatch(spec)
    return (int(parts[1]), parts[2]) if parts else (0, "")


def _make(found: Any, spec: str) -> Any:
    try:
        return found.get_rendition(spec)
    except UNUSABLE as error:
        log.warning("The image %s cannot be shown as %s: %s", found.pk, spec, error)
        raise Http404("This image cannot be shown.") from error


def _last_day(found: Any, shown_of: list[Person]) -> dt.date | None:
    """The last day on which it may be shown: by its own rights, and by the consent of those whose portrait it is."""
    consents = [person.consent_until for person in shown_of if is_public(person)]
    of_people = None if None in consents else max(filter(None, consents), default=None)
    return min(filter(None, (found.rights_until, of_people)), default=None)


def _cached(last_day: dt.date | None, seconds: int) -> str:
    """How long caches may keep it: not longer than it may be shown."""
    if last_day:
        end = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
        seconds = max(0, min(seconds, int((end - timezone.now()).total_seconds())))
    return f"public, max-age={seconds}" + (", immutable" if seconds > HOUR else "")
