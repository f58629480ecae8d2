"""`GET /events` and the lists of all other types."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, create_model

from cms.api.answers import About, answer, etag_of, is_conditional, unchanged
from cms.api.bodies import in_language, in_shape, list_body, parsed
from cms.api.cursors import write_cursor
from cms.api.freshness import require_sequence
from cms.api.included import read_included
from cms.api.links import list_links
from cms.api.ordering import depends_on_moment
from cms.api.pages import Page, read_page
from cms.api.questions import ListQuestion, list_question
from cms.api.reference import list_parameters
from cms.api.types import any_document, document_model, model_name
from cms.extend import PublicType

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
        items=(list[item], ...),
        included=(list[other], Field(default=[], description="What `include` asked for, each document once.")),
    )


def add_list(router: Router, public: PublicType) -> None:
    """Mounts the list of the type."""

    @router.get(
        f"/{public.plural}",
        response=list_model(public),
        operation_id=f"list_{public.plural}".replace("-", "_"),
        summary=f"List {public.plural}",
        description=public.schema.__doc__,
        tags=[public.plural],
        openapi_extra={"parameters": [parameter.described() for parameter in list_parameters(public)]},
    )
    def read_list(request: HttpRequest) -> HttpResponse:
        question = list_question(public, request.GET, accept_language=request.headers.get("Accept-Language", ""))
        require_sequence(request.GET)
        return list_answer(request, question)


def list_answer(request: HttpRequest, question: ListQuestion) -> HttpResponse:
    """The page of the list; 304 without reading any document if the asker has it already."""
    now = timezone.now()
    if question.is_plain and is_conditional(request):
        page = read_page(question, now=now, documents=False)
        if same := unchanged(request, _about(request, question, page)):
            return same
    page = read_page(question, now=now, documents=True)
    about = _about(request, question, page)
    if question.is_plain:
        documents = [in_language(row, question.languages) for row in page.rows]
        return answer(list_body(documents, following=_following(question, page), count=page.count), about)
    return unchanged(request, about) or _shaped_answer(question, page, about)


def _shaped_answer(question: ListQuestion, page: Page, about: About) -> HttpResponse:
    documents = parsed(page.rows, question.languages)
    included = read_included(documents, question.include) if question.include else None
    body = list_body(
        in_shape(documents, question.selection),
        following=_following(question, page),
        count=page.count,
        included=included,
    )
    return answer(body, about if included is None or included.seen_at(page.sequence) else about.without_tag())


def _following(question: ListQuestion, page: Page) -> str | None:
    if not page.more:
        return None
    # A walk keeps the order in which it began, however long it takes.
    moment = [question.seen_from or page.turned_at or BEGINNING] if depends_on_moment(question.keys) else []
    return write_cursor(question.question, [*moment, *page.rows[-1].values])


def _about(request: HttpRequest, question: ListQuestion, page: Page) -> About:
    languages = {row.locale or settings.LANGUAGE_CODE for row in page.rows} or set(question.languages.chain[:1])
    return About(
        etag=etag_of(
            request.path,
            question.question,
            [request.GET.getlist(name) for name in REPRESENTATION],
            [(str(row.id), row.etag) for row in page.rows],
            _following(question, page),
            page.count,
            page.sequence if question.include else None,
        ),
        modified=_modified(question, page),
        keys=("api", question.public.plural),
        languages=sorted(languages),
        negotiated=question.languages.negotiated,
        links=list_links(request, question, page, following=_following(question, page)),
    )


def _modified(question: ListQuestion, page: Page) -> dt.datetime | None:
    """When the page could last have become another one; None where the clock changes it at any moment."""
    if question.filter.when:
        return None
    turned_at = None if question.seen_from else page.turned_at
    return max(filter(None, [page.changed_at, turned_at]), default=None)
