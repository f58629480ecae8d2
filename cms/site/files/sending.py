"""Sends a stored file: whole or a part of it, or not at all if the client has it; through the web server where one helps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from whitenoise.responders import SlicedFile

NGINX_PREFIX = "/litfass-files/"
"""The internal location of nginx, an alias of the media folder."""

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def send(request: HttpRequest, file: Any, *, etag: str, headers: Mapping[str, str]) -> HttpResponseBase:
    """The answer with the stored file of a model's field; 404 if it is gone from the disk."""
    storage: Storage = file.storage
    if not storage.exists(file.name):
        raise Http404("The file is gone.")
    response = _by_web_server(storage, file.name) or _by_ourselves(request, storage, file.name, quote_etag(etag))
    if response.status_code in (200, 206) or settings.SENDFILE:
        _add(response, headers)
    elif response.status_code == 304:
        response.headers["Cache-Control"] = headers["Cache-Control"]
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _by_web_server(storage: Storage, name: str) -> HttpResponse | None:
    if settings.SENDFILE == "nginx":
        return HttpResponse(headers={"X-Accel-Redirect": NGINX_PREFIX + quote(name)})
    if settings.SENDFILE == "xsendfile":
        return HttpResponse(headers={"X-Sendfile": quote(storage.path(name))})
    return None


def _by_ourselves(request: HttpRequest, storage: Storage, name: str, etag: str) -> HttpResponseBase:
    modified = int(storage.get_modified_time(name).timestamp())
    validators = {"ETag": etag, "Last-Modified": http_date(modified)}
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if answer is None:
        size = storage.size(name)
        part = _part(request, size, etag=etag, modified=modified)
        if part == "none":
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        answer = _body(request, storage, name, part or range(size))
        answer.headers["Accept-Ranges"] = "bytes"
        if part is not None:
            answer.status_code = 206
            answer.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    _add(answer, validators)
    return answer


def _add(answer: HttpResponseBase, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        answer.headers[name] = value


def _part(request: HttpRequest, size: int, *, etag: str, modified: int) -> range | Literal["none"] | None:
    """The bytes asked for; None for all, also where the question makes no sense or asks for several parts (RFC 9110, 14.2)."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or request.method != "GET" or not _still_holds(request, etag=etag, modified=modified):
        return None
    first, last = asked.groups()
    if not first:
        if not last:
            return None
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < start:
            return None
    return range(start, stop) if start < stop else "none"


def _still_holds(request: HttpRequest, *, etag: str, modified: int) -> bool:
    """Whether the file is the one of which the client has the rest already."""
    condition = request.headers.get("If-Range", "").strip()
    return not condition or condition == etag or parse_http_date_safe(condition) == modified


def _body(request: HttpRequest, storage: Storage, name: str, part: range) -> HttpResponseBase:
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse()
    else:
        answer = FileResponse(SlicedFile(storage.open(name), part.start, part.stop - 1))
    answer.headers["Content-Length"] = str(len(part))
    return answer
