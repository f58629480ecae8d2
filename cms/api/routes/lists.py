"""`GET /events` and the lists of all other types."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, create_model

from cms.api.cursors import write_cursor
from cms.api.included import read_included
from cms.api.links import list_links
from cms.api.list_request import ListRequest, list_request
from cms.api.min_sequence import require_sequence
from cms.api.openapi_parameters import list_parameters
from cms.api.response_body import in_language, in_shape, list_body, parsed
from cms.api.types import any_document, document_model, model_name
from cms.extend import PublicType
from cms.publishing.reading.conditional import ResponseMeta, etag_of, is_conditional, not_modified, respond
from cms.publishing.reading.order import depends_on_moment
from cms.publishing.reading.pages import Page
from cms.publishing.reading.questions import Question, read_list, with_documents

REPRESENTATION = ("limit", "page", "cursor", "count", "fields", "include")
"""Parameters that decide about the bytes of an answer beside the question itself."""


BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The moment of a list that no clock has changed yet."""


class ListAnswer(BaseModel):
    """A page of a list."""

    next: str | None = Field(description="The cursor of what follows; null at the end.")
    count: int = Field(default=0, description="How many there are in all; left out with `count=none`.")


def list_model(public: PublicType) -> type[BaseModel]:
    """The shape of the type's list."""
    item: Any = document_model(public.name)
    other: Any = any_document()
    return create_model(
        f"{model_name(public.name)}List",
        __base__=ListAnswer,
        __doc__=f"A page of {public.plural}.",
        items=(list[item], Field(description="The documents, in the order that was asked for.")),
        included=(list[other], Field(default=[], description="What `include` asked for, each document once.")),
    )


def add_list(router: Router, public: PublicType) -> None:
    """Mounts the list of the type."""
    parameters = list_parameters(public)

    @router.get(
        f"/{public.plural}",
        response=list_model(public),
        operation_id=f"list_{public.plural}".replace("-", "_"),
        summary=f"List {public.plural}",
        description=public.schema.__doc__,
        tags=[public.plural],
        openapi_extra=parameters.openapi(),
    )
    def answer(request: HttpRequest) -> HttpResponse:
        given = parameters.read(request.GET)
        require_sequence(given["min_sequence"])
        accepted = request.headers.get("Accept-Language", "")
        return list_answer(request, list_request(public, given, request.GET, accept_language=accepted))


def list_answer(request: HttpRequest, wanted: ListRequest) -> HttpResponse:
    """The page of the list; 304 without reading any document if the asker has it already."""
    question = _question(wanted, now=timezone.now())
    conditional = wanted.is_plain and is_conditional(request)
    page = read_list(question, documents=not conditional)
    if conditional and (same := not_modified(request, _meta(request, wanted, page))):
        return same
    page = with_documents(question, page)
    meta = _meta(request, wanted, page)
    if wanted.is_plain:
        documents = [in_language(row, wanted.languages) for row in page.rows]
        return respond(list_body(documents, following=_following(wanted, page), count=page.count), meta)
    return not_modified(request, meta) or _shaped_answer(wanted, page, meta)


def _question(wanted: ListRequest, *, now: dt.datetime) -> Question:
    return Question(
        filter=wanted.filter,
        languages=wanted.languages,
        keys=wanted.keys,
        limit=wanted.limit,
        offset=wanted.offset,
        after=wanted.after,
        seen_from=wanted.seen_from or now,
        now=now,
        counts=wanted.exact,
    )


def _shaped_answer(wanted: ListRequest, page: Page, meta: ResponseMeta) -> HttpResponse:
    documents = in_shape(page.rows, wanted.selection, wanted.languages)
    included = read_included(parsed(page.rows, wanted.languages), wanted.include) if wanted.include else None
    body = list_body(documents, following=_following(wanted, page), count=page.count, included=included)
    return respond(body, meta if included is None or included.seen_at(page.sequence) else meta.without_tag())


def _following(wanted: ListRequest, page: Page) -> str | None:
    if not page.more:
        return None
    # A walk keeps the order in which it began, however long it takes.
    moment = [wanted.seen_from or page.turned_at or BEGINNING] if depends_on_moment(wanted.keys) else []
    return write_cursor(wanted.fingerprint, [*moment, *page.rows[-1].values])


def _meta(request: HttpRequest, wanted: ListRequest, page: Page) -> ResponseMeta:
    languages = {row.locale or settings.LANGUAGE_CODE for row in page.rows} or set(wanted.languages.chain[:1])
    return ResponseMeta(
        etag=etag_of(
            request.path,
            wanted.fingerprint,
            [request.GET.getlist(name) for name in REPRESENTATION],
            [(str(row.id), row.etag) for row in page.rows],
            _following(wanted, page),
            page.count,
            page.sequence if wanted.include else None,
        ),
        modified=_modified(wanted, page),
        keys=("api", wanted.public.plural),
        languages=sorted(languages),
        negotiated=wanted.languages.negotiated,
        of_state=True,
        links=list_links(request, wanted, page, following=_following(wanted, page)),
    )


def _modified(wanted: ListRequest, page: Page) -> dt.datetime | None:
    """When the page could last have become another one; None where the clock changes it at any moment."""
    if wanted.filter.when:
        return None
    turned_at = None if wanted.seen_from else page.turned_at
    return max(filter(None, [page.changed_at, turned_at]), default=None)
