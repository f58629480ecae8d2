"""Answers with everything that lets partners, feed readers and caches keep them rightly."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

import cms

JSON = "application/json"
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Kept by everyone, shown by no one without asking: what is withdrawn is gone at once, and a question whether it still holds is cheap."""

SETTLED = dt.timedelta(seconds=1)
"""`Last-Modified` counts seconds: a second that is not over could still hide a change."""


@dataclass(frozen=True, kw_only=True)
class ResponseMeta:
    """What is said about an answer beside its body.

    `keys` are readable names under which a cache can purge it. `negotiated` says that it depends on `Accept-Language`, `of_state`
    that it depends on nothing but the question and the `State` of the ledger.
    """

    etag: str | None
    keys: Iterable[str] = ()
    modified: dt.datetime | None = None
    languages: Iterable[str] = ()
    negotiated: bool = False
    of_state: bool = False
    links: Mapping[str, str] = field(default_factory=dict)

    def without_tag(self) -> ResponseMeta:
        """The same for an answer that was overtaken while it was read: nobody may compare with it."""
        return replace(self, etag=None, modified=None, of_state=False)

    def linked(self, **links: str) -> ResponseMeta:
        """The same with further links, by their relation."""
        return replace(self, links={**self.links, **links})


def etag_of(*parts: Any) -> str:
    """A tag for all that decides about the bytes of an answer."""
    data = orjson.dumps([cms.__version__, *parts])
    return hashlib.sha256(data).hexdigest()[:32]


def not_modified(request: HttpRequest, meta: ResponseMeta) -> HttpResponse | None:
    """The answer without a body, if what the asker has still holds (304) or their condition fails (412); otherwise None."""
    if not is_conditional(request):
        return None
    bare = _described(HttpResponse(content_type=JSON), meta)
    modified = _settled(meta.modified)
    found = get_conditional_response(
        request,
        etag=quote_etag(meta.etag) if meta.etag else None,
        last_modified=int(modified.timestamp()) if modified else None,
        response=bare,
    )
    if found is bare or not isinstance(found, HttpResponse):
        return None
    return _described(found, meta)


def respond(body: str | bytes, meta: ResponseMeta, *, content_type: str = JSON) -> HttpResponse:
    """The answer with its body."""
    return _described(HttpResponse(body, content_type=content_type), meta)


def is_conditional(request: HttpRequest) -> bool:
    """Whether the asker has an older answer, so that it pays to look before anything is read."""
    return any(name in request.META for name in CONDITIONS)


def meta_of(response: HttpResponse) -> ResponseMeta | None:
    """What was said about the answer; None if nobody did."""
    return getattr(response, "meta", None)


def depends_on_language(response: HttpResponse) -> bool:
    """Whether the answer was negotiated by `Accept-Language`."""
    meta = meta_of(response)
    return meta is not None and meta.negotiated


def _described(response: HttpResponse, meta: ResponseMeta) -> HttpResponse:
    headers = {
        "Cache-Control": CACHE_CONTROL,
        "Surrogate-Key": " ".join(meta.keys),
        "ETag": quote_etag(meta.etag) if meta.etag else "",
        "Content-Language": ", ".join(meta.languages),
        "Link": ", ".join(f'<{url}>; rel="{relation}"' for relation, url in meta.links.items()),
    }
    if modified := _settled(meta.modified):
        headers["Last-Modified"] = http_date(modified.timestamp())
    for name, value in headers.items():
        if value:
            response.headers[name] = value
    response.meta = meta  # type: ignore[attr-defined]
    return response


def _settled(moment: dt.datetime | None) -> dt.datetime | None:
    return moment if moment and timezone.now() - moment > SETTLED else None
