"""Documents to download."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

from cms.public.visibility import is_public
from cms.site.files.access import may_see_hidden
from cms.site.files.sending import send

INLINE = frozenset({"application/pdf"})
"""Types that browsers show without running any of it on this site; all others are saved."""


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """The document; the way in for those who may have it after a login or with a password, 404 for all others.

    The name is looked at last, so that nobody can find out that of a closed document by trying.
    """
    found = get_object_or_404(get_document_model(), pk=document_id)
    hidden = not is_public(found)
    if (not hidden or not may_see_hidden(request, found)) and (answer := _stopped(request, found)):
        return answer
    if hidden and not may_see_hidden(request, found):
        raise Http404("Only some people may have this document.")
    if filename != found.filename:
        raise Http404("This document has another name.")
    document_served.send(sender=type(found), instance=found, request=request)
    return send(request, found.file, etag=_etag(found), headers=_headers(found, hidden=hidden))


def _stopped(request: HttpRequest, found: Any) -> HttpResponse | None:
    """What the first of Wagtail's hooks answers that stops the document: a login, or a form for the password."""
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(found, request)
        if isinstance(answer, HttpResponse):
            add_never_cache_headers(answer)
            return answer
    return None


def _etag(found: Any) -> str:
    """Changes with the file; its hash is not noted for all that code stored."""
    return salted_hmac(__name__, f"{found.file.name}:{found.file_hash}:{found.file_size}").hexdigest()[:24]


def _headers(found: Any, *, hidden: bool) -> dict[str, str]:
    inline = found.content_type in INLINE
    return {
        "Content-Type": found.content_type,
        "Content-Disposition": content_disposition_header(not inline, found.filename) or "attachment",
        # Nothing in it runs on this site. A sandbox would keep browsers from showing a PDF.
        "Content-Security-Policy": "default-src 'none'" if inline else "default-src 'none'; sandbox",
        # Caches ask each time, since the right to have it may end at any time.
        "Cache-Control": "private, no-store" if hidden else "public, no-cache",
    }
