"""Where to go on from a list (RFC 8288)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, QueryDict

from cms.api.list_request import ListRequest
from cms.publishing.reading.pages import Page


def list_links(request: HttpRequest, wanted: ListRequest, page: Page, *, following: str | None) -> dict[str, str]:
    """The addresses of the first, previous, next and last page, as far as they exist and are known."""
    links = {"first": _changed(request, cursor=None, page=None)}
    if wanted.page is not None:
        links["first"] = _changed(request, page="1")
        if wanted.page > 1:
            links["prev"] = _changed(request, page=str(wanted.page - 1))
        if page.more:
            links["next"] = _changed(request, page=str(wanted.page + 1))
        if page.count is not None:
            links["last"] = _changed(request, page=str(max(1, -(-page.count // wanted.limit))))
    elif following is not None:
        links["next"] = _changed(request, cursor=following)
    return links


def _changed(request: HttpRequest, **changes: str | None) -> str:
    """The request's own address with other parameters; None takes one away."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{settings.BASE_URL}{request.path}" + (f"?{query.urlencode(safe=',')}" if query else "")
