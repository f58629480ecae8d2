"""Addresses of images: nobody can guess them, they tell no file name, and what stands at one never changes."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.crypto import constant_time_compare, salted_hmac

ROUTE = "image"
"""The name of the route; its parts are `image_id`, `signature` and `name`."""

SIGNED_BYTES = 18
WITH_FORMAT = re.compile(r"(.+)\|format-([a-z][a-z-]*)")
NAME = re.compile(r"(.+)\.([a-z][a-z-]*)")


def image_path(image: Any, spec: str) -> str:
    """The path of the image in the size and format of Wagtail's filter spec, e.g. `/images/12/…/width-800.webp`."""
    before, after = _around(spec, get_script_prefix(), get_urlconf())
    return f"{before}{image.pk}/{signature(image, spec)}{after}"


@lru_cache(maxsize=1_000)
def _around(spec: str, script_prefix: str, urlconf: str | None) -> tuple[str, str]:
    """What stands before and after the image and its signature; Django takes long to find it out, for a dozen sizes of each image."""
    before, _, after = reverse(ROUTE, args=[0, "-", _name(spec)]).rpartition("0/-")
    return before, after


def is_signed(given: str, image: Any, spec: str) -> bool:
    """Whether this is the signature of the image as it stands, in this size and format."""
    return constant_time_compare(given, signature(image, spec))


def signature(image: Any, spec: str) -> str:
    """Signs what decides how the result looks: a new file, focal point, size or format has another address."""
    focal_point = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    signed = repr((image.pk, image.file.name, image.file_hash, focal_point, spec))
    digest = salted_hmac(__name__, signed, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:SIGNED_BYTES]).decode()


def spec_of(name: str) -> str:
    """The filter spec that the last part of the address stands for."""
    return NAME.sub(r"\1|format-\2", name) if NAME.fullmatch(name) else name


def _name(spec: str) -> str:
    """The format at the end looks like the ending of a file, which other systems go by."""
    return WITH_FORMAT.sub(r"\1.\2", spec) if WITH_FORMAT.fullmatch(spec) else spec
