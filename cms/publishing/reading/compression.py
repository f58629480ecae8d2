"""Answers compressed with gzip, under a tag of their own (RFC 9110, 8.8.3.3)."""

from __future__ import annotations

import gzip
import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

SMALLEST = 1_000
"""Bytes; less is sent as it is."""
LEVEL = 6
SUFFIX = "-gzip"
"""What the tag of a compressed answer has after that of the plain one, within the quotes."""
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
_ACCEPTED = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*(?P<quality>[\d.]+)\s*)?(?:,|$)", re.IGNORECASE)


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether who asks can unpack it and did not say that they would rather not."""
    found = _ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return found is not None and (found["quality"] or "1").strip("0.") != ""


def plain_tags(request: HttpRequest) -> bool:
    """Lets the conditions of the request name plain answers; says whether they named compressed ones."""
    given = [name for name in CONDITIONS if f'{SUFFIX}"' in request.META.get(name, "")]
    for name in given:
        request.META[name] = request.META[name].replace(f'{SUFFIX}"', '"')
    return bool(given)


def compress(response: HttpResponse) -> None:
    """Compresses the body of an answer of some size, if it is a text."""
    is_text = re.match(r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b", response.headers.get("Content-Type", ""))
    if not is_text or response.streaming or "Content-Encoding" in response.headers:
        return
    if response.status_code == HTTPStatus.OK and len(response.content) >= SMALLEST:
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))


def tag(response: HttpResponse, *, had_compressed: bool) -> None:
    """Gives a compressed answer its own tag, and so what stands for one."""
    is_unchanged = response.status_code == HTTPStatus.NOT_MODIFIED
    if "ETag" in response.headers and (had_compressed if is_unchanged else "Content-Encoding" in response.headers):
        response.headers["ETag"] = f'{response.headers["ETag"].removesuffix(chr(34))}{SUFFIX}"'
