"""`GET /problems`: what each kind of problem means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from cms.api.problems import KINDS, MEANINGS
from cms.api.response_body import dumped
from cms.public.api_address import address
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.parameters import refuse_unknown

router = Router()


class ProblemKind(BaseModel):
    """A kind of problem."""

    type: str = Field(description="What stands in `type` of a problem of this kind.")
    status: int = Field(description="The status with which it is answered.")
    meaning: str = Field(description="What happened, and what to do about it.")


class ProblemKinds(BaseModel):
    """All kinds of problems."""

    items: list[ProblemKind] = Field(description="In the order of their statuses.")


@router.get("", response=ProblemKinds, operation_id="list_problems", summary="What problems mean")
def read_problems(request: HttpRequest) -> HttpResponse:
    """The kinds of problems; the `type` of a problem leads here."""
    refuse_unknown(request.GET, ())
    kinds = [
        ProblemKind(type=f"{address('problems')}#{kind}", status=status, meaning=MEANINGS[kind])
        for status, kind in KINDS.items()
    ]
    body = dumped(ProblemKinds(items=kinds).model_dump())
    meta = ResponseMeta(etag=etag_of(body), keys=("api",))
    return not_modified(request, meta) or respond(body, meta)
