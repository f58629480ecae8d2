"""`GET /changes?since=`: what was published and withdrawn, in the order in which it happened."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, create_model

from cms.api.answers import About, answer, etag_of, unchanged
from cms.api.bodies import dumped
from cms.api.freshness import require_sequence
from cms.api.reference import MIN_SEQUENCE, Parameter, everything_parameters, whole
from cms.api.sync import LIMIT, MAX_LIMIT, ChangesQuestion, changes_filters, changes_question
from cms.api.types import any_document
from cms.public.api_address import address
from cms.publishing.changes import Change, Changes, changes_since
from cms.publishing.entries import current_sequence


class Withdrawn(BaseModel):
    """A tombstone: forget your copy."""

    change: Literal["withdrawn"]
    sequence: int
    id: UUID
    type: str
    locale: str | None
    path: str
    reason: str = Field(
        description="`unpublished`, `expired`, `deleted`, `restricted`, `erased`, `moved-out`; "
        "`left-filter`: still public, but no longer meant by your filter."
    )
    at: dt.datetime


class Published(BaseModel):
    """A document that is new or has changed: keep it instead of your copy."""

    change: Literal["published"]
    sequence: int


def changes_model() -> type[BaseModel]:
    """The shape of the changes."""
    document: Any = any_document()
    published: Any = create_model("Published", __base__=Published, __doc__=Published.__doc__, document=(document, ...))
    item: Any = Annotated[published | Withdrawn, Field(discriminator="change")]
    return create_model(
        "Changes",
        __doc__="Changes in the order in which they happened.",
        items=(list[item], ...),
        next=(str, Field(description="The cursor to come back with.")),
        more=(bool, Field(description="Whether to come back at once: more changes are waiting.")),
        sequence=(int, Field(description="Number of the last change that was looked at.")),
    )


def changes_router() -> Router:
    """The router of the changes."""
    router = Router()
    given = [
        Parameter("since", "`next` of the answer before, with the same filters; without it, the first full export."),
        *everything_parameters(changes_filters()),
        Parameter("limit", f"How many; more than {MAX_LIMIT} is refused.", whole(MAX_LIMIT, LIMIT)),
        MIN_SEQUENCE,
    ]

    @router.get(
        "",
        response=changes_model(),
        operation_id="list_changes",
        summary="What has changed",
        description=(
            "Begin without `since`: you get everything that your filter means. Keep `next` and come back with it. "
            "No change is ever skipped, and what you no longer may show comes as a tombstone."
        ),
        openapi_extra={"parameters": [parameter.described() for parameter in given]},
    )
    def read_changes(request: HttpRequest) -> HttpResponse:
        require_sequence(request.GET)
        return changes_answer(request)

    return router


def changes_answer(request: HttpRequest) -> HttpResponse:
    """The changes that the query string asks for; 304 if there are none since the same question was answered."""
    latest = current_sequence()
    question = changes_question(request.GET, latest=latest)
    about = About(
        etag=etag_of(question.question, question.since, question.export_until, question.known, question.limit, latest),
        keys=("api", "changes"),
    )
    if same := unchanged(request, about):
        return same
    found = changes_since(
        question.since,
        question.filter,
        now=timezone.now(),
        limit=question.limit,
        known=question.known,
        # Who follows everything has to forget what came from a plugin that is gone.
        of_missing=not question.names_types,
    )
    overtaken = found.more or found.until != latest
    return answer(
        _body(question, found), _linked(request, question, found, about.without_tag() if overtaken else about)
    )


def _linked(request: HttpRequest, question: ChangesQuestion, found: Changes, about: About) -> About:
    query = {name: values for name, values in request.GET.lists() if name not in ("since", "min_sequence")}
    return about.linked(next=address("changes", query | {"since": [question.cursor_after(found)]}))


def _body(question: ChangesQuestion, found: Changes) -> str:
    items = ",".join(_item(change) for change in question.relevant(found))
    end = dumped({"more": found.more, "next": question.cursor_after(found), "sequence": found.until})
    return f'{{"items":[{items}],{end[1:]}'


def _item(change: Change) -> str:
    entry = change.entry
    if change.is_live:
        return f'{{"change":"published","sequence":{entry.sequence},"document":{entry.document}}}'
    tombstone = Withdrawn(
        change="withdrawn",
        sequence=entry.sequence,
        id=entry.id,
        type=entry.type,
        locale=entry.locale or None,
        path=entry.path,
        reason=change.reason,
        at=entry.updated_at,
    )
    return tombstone.model_dump_json()
