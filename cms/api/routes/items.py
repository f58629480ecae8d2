"""`GET /events/{id}` and the single documents of all other types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from cms.api.included import included_types, read_included
from cms.api.items import item_of
from cms.api.languages import wanted_languages
from cms.api.min_sequence import require_sequence
from cms.api.openapi_parameters import item_parameters
from cms.api.response_body import dumped, in_language, with_included
from cms.api.selection import narrowed
from cms.api.types import document_model
from cms.extend import PublicType
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.items import Item
from cms.publishing.reading.languages import Languages

ID = "The `id` of the thing, in whichever of its languages."


def add_item(router: Router, public: PublicType) -> None:
    """Mounts the single documents of the type."""
    shape: Any = document_model(public.name)
    parameters = item_parameters(public)

    @router.get(
        f"/{public.plural}/{{id}}",
        response=shape,
        operation_id=f"read_{public.plural}".replace("-", "_"),
        summary=f"One of {public.plural}",
        description=public.schema.__doc__,
        tags=[public.plural],
        openapi_extra=parameters.openapi(),
    )
    def read(request: HttpRequest, id: Annotated[str, Path(description=ID)]) -> HttpResponse:
        given = parameters.read(request.GET)
        require_sequence(given["min_sequence"])
        return item_answer(request, public, id, given)


def item_answer(request: HttpRequest, public: PublicType, identity: str, given: Mapping[str, Any]) -> HttpResponse:
    """The document, in the language and shape that is asked for; 304 if the asker has it already."""
    languages, accepted = Languages(), request.headers.get("Accept-Language", "")
    if given["locale"] or given["fallback"]:
        languages = wanted_languages(given["locale"], given["fallback"], accept_language=accepted)
    selection, include = given["fields"], included_types(given["include"])
    item = item_of(public, identity, languages)
    meta = _meta(request, public, item, languages)
    if same := not_modified(request, meta):
        return same
    document = in_language(item, languages)
    if selection is None and not include:
        return respond(document, meta)
    parsed = orjson.loads(document)
    shaped = dumped(narrowed(parsed, selection))
    if not include:
        return respond(shaped, meta)
    included = read_included([parsed], include)
    return respond(with_included(shaped, included), meta if included.seen_at(item.last) else meta.without_tag())


def _meta(request: HttpRequest, public: PublicType, item: Item, languages: Languages) -> ResponseMeta:
    shape = [request.GET.getlist(name) for name in ("fields", "include")]
    plain = not any(shape) and not languages.is_fallback(item.locale)
    last = item.last if "include" in request.GET else None
    return ResponseMeta(
        etag=item.etag if plain else etag_of(str(item.id), item.etag, shape, languages.chain, last),
        modified=None if last else item.updated_at,
        keys=("api", public.plural, str(item.id)),
        languages=(item.locale or settings.LANGUAGE_CODE,),
        negotiated=languages.negotiated,
        of_state=True,
    )
