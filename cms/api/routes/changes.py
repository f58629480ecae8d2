"""`GET /changes?since=`: what was published and withdrawn, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, create_model

from cms.api.changes_request import ChangesRequest, changes_parameters, changes_request
from cms.api.min_sequence import require_sequence
from cms.api.response_body import dumped
from cms.api.tombstone import Tombstone, told_of
from cms.api.types import any_document
from cms.public.api_address import address
from cms.publishing.reading.changes import Change, Changes, changes_since
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.sequence import current_position

CHANGE = "What happened to the thing."
SEQUENCE = "Number of the change; it only grows, in the order of publications."


class Withdrawn(Tombstone):
    """A tombstone: forget your copy."""

    change: Literal["withdrawn"] = Field(description=CHANGE)
    sequence: int = Field(description=SEQUENCE)


class Published(BaseModel):
    """A document that is new or has changed: keep it instead of your copy."""

    change: Literal["published"] = Field(description=CHANGE)
    sequence: int = Field(description=SEQUENCE)


def changes_model() -> type[BaseModel]:
    """The shape of the changes."""
    document: Any = any_document()
    published: Any = create_model(
        "Published",
        __base__=Published,
        __doc__=Published.__doc__,
        document=(document, Field(description="The whole document as it stands now.")),
    )
    item: Any = Annotated[published | Withdrawn, Field(discriminator="change")]
    return create_model(
        "Changes",
        __doc__="Changes in the order in which they happened.",
        items=(list[item], Field(description="In the order of their numbers, each thing once.")),
        next=(str, Field(description="The cursor to come back with.")),
        more=(bool, Field(description="Whether to come back at once: more changes are waiting.")),
        sequence=(int, Field(description="Number of the last change that was looked at.")),
    )


def changes_router() -> Router:
    """The router of the changes."""
    router = Router()
    parameters = changes_parameters()

    @router.get(
        "",
        response=changes_model(),
        operation_id="list_changes",
        summary="What has changed",
        description=(
            "Begin without `since`: you get everything that your filter means. Keep `next` and come back with it. "
            "No change is ever skipped, and what you no longer may show comes as a tombstone."
        ),
        openapi_extra=parameters.openapi(),
    )
    def read_changes(request: HttpRequest) -> HttpResponse:
        given = parameters.read(request.GET)
        require_sequence(given["min_sequence"])
        return changes_answer(request, given)

    return router


def changes_answer(request: HttpRequest, given: Mapping[str, Any]) -> HttpResponse:
    """The changes that the query string asks for; 304 if there are none since the same question was answered."""
    latest = current_position()
    wanted = changes_request(given, request.GET, latest=latest)
    meta = ResponseMeta(
        etag=etag_of(wanted.fingerprint, wanted.since, wanted.export_until, wanted.known, wanted.limit, *latest),
        keys=("api", "changes"),
    )
    if same := not_modified(request, meta):
        return same
    found = changes_since(
        wanted.since,
        wanted.filter,
        now=timezone.now(),
        limit=wanted.limit,
        known=wanted.known,
        # Who follows everything has to forget what came from a plugin that is gone.
        of_missing=not wanted.names_types,
    )
    overtaken = found.more or found.until != latest.sequence
    cursor = wanted.cursor_after(found)
    query = {name: values for name, values in request.GET.lists() if name not in ("since", "min_sequence")}
    meta = meta.linked(next=address("changes", query | {"since": [cursor]}))
    return respond(_body(wanted, found, cursor), meta.without_tag() if overtaken else meta)


def _body(wanted: ChangesRequest, found: Changes, cursor: str) -> str:
    items = ",".join(_item(change) for change in wanted.relevant(found))
    end = dumped({"more": found.more, "next": cursor, "sequence": found.until})
    return f'{{"items":[{items}],{end[1:]}'


def _item(change: Change) -> str:
    entry = change.entry
    if change.is_live:
        return f'{{"change":"published","sequence":{entry.sequence},"document":{entry.document}}}'
    told = told_of(entry, entry.type, change.reason)
    return Withdrawn(**told, change="withdrawn", sequence=entry.sequence).model_dump_json()
