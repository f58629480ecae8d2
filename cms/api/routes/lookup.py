"""`GET /lookup?path=/veranstaltungen/x/`: what stands at an address of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, RootModel

from cms.api.items import gone
from cms.api.min_sequence import require_sequence
from cms.api.openapi_parameters import MIN_SEQUENCE
from cms.api.problems import ApiError
from cms.api.response_body import dumped
from cms.public.cards import Card
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.lookup import Found, Gone, Moved, look_up
from cms.publishing.reading.parameters import FilterError, Parameters, text

if TYPE_CHECKING:
    from cms.publishing.models import Entry

router = Router()

PARAMETERS = Parameters(
    (
        text("path", "Path of a page, as in `/veranstaltungen/x/`; a whole address will do.", required=True),
        MIN_SEQUENCE,
    )
)


RESULT = "Whether the thing stands there or elsewhere."


class FoundThere(Card):
    """The thing stands there."""

    result: Literal["found"] = Field(description=RESULT)
    locale: str | None = Field(description="Language of the page.")
    path: str = Field(description="The path at which it stands.")


class MovedAway(BaseModel):
    """It stands elsewhere now."""

    result: Literal["moved"] = Field(description=RESULT)
    url: str = Field(description="Where it stands now.")
    permanent: bool = Field(description="Whether links to the old address should be changed.")


class LookupAnswer(RootModel[Annotated[FoundThere | MovedAway, Field(discriminator="result")]]):
    """What stands at a path."""


@router.get(
    "",
    response=LookupAnswer,
    operation_id="look_up",
    summary="What stands at a path",
    description="The thing at the path, or where it has moved; 410 with the reason if it was withdrawn.",
    openapi_extra=PARAMETERS.openapi(),
)
def read_place(request: HttpRequest) -> HttpResponse:
    """What stands at the path; raises `ApiError` if nothing does."""
    given = PARAMETERS.read(request.GET)
    require_sequence(given["min_sequence"])
    place, meta = _answered(given["path"])
    return not_modified(request, meta) or respond(dumped(place.model_dump(mode="json")), meta)


def _answered(path: str) -> tuple[FoundThere | MovedAway, ResponseMeta]:
    match _found(path):
        case Found(entry):
            return _found_there(entry), ResponseMeta(
                etag=etag_of(path, entry.etag), keys=("api", "lookup", str(entry.id))
            )
        case Moved(to, permanent):
            moved = MovedAway(result="moved", url=_absolute(to), permanent=permanent)
            return moved, ResponseMeta(etag=etag_of(path, to, permanent), keys=("api", "lookup"))
        case Gone(entry):
            raise gone(entry, entry.type)
        case _:
            raise ApiError(404, f"Nothing public stands at {path[:200]}, and nothing ever did.")


def _found(path: str) -> Found | Moved | Gone | None:
    try:
        return look_up(path)
    except ValueError as error:
        raise FilterError("path", "malformed", f"path: {error}.") from error


def _found_there(entry: Entry) -> FoundThere:
    document = orjson.loads(entry.document)
    return FoundThere(
        result="found",
        id=entry.id,
        type=entry.type,
        locale=entry.locale or None,
        title=entry.title,
        slug=document.get("slug"),
        path=entry.path,
        url=document.get("url"),
        api_url=document.get("api_url"),
    )


def _absolute(address: str) -> str:
    return settings.BASE_URL + address if address.startswith("/") else address
