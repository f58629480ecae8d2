"""`GET /events/{id}` and the single documents of all other types."""

from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from cms.api import parameters
from cms.api.answers import About, answer, etag_of, unchanged
from cms.api.bodies import dumped, in_language, with_included
from cms.api.freshness import require_sequence
from cms.api.included import include_names, read_included
from cms.api.items import Item, read_item
from cms.api.languages import Languages, wanted_languages
from cms.api.questions import SHAPE
from cms.api.reference import item_parameters
from cms.api.selection import narrowed, selected_fields
from cms.api.types import document_model
from cms.extend import PublicType


def add_item(router: Router, public: PublicType) -> None:
    """Mounts the single documents of the type."""
    shape: Any = document_model(public.name)

    @router.get(
        f"/{public.plural}/{{id}}",
        response=shape,
        operation_id=f"read_{public.plural}".replace("-", "_"),
        summary=f"One of {public.plural}",
        description=public.schema.__doc__,
        tags=[public.plural],
        openapi_extra={"parameters": [parameter.described() for parameter in item_parameters()]},
    )
    def read(request: HttpRequest, id: str) -> HttpResponse:
        parameters.refuse_unknown(request.GET, SHAPE)
        require_sequence(request.GET)
        return item_answer(request, public, id)


def item_answer(request: HttpRequest, public: PublicType, identity: str) -> HttpResponse:
    """The document, in the language and shape that is asked for; 304 if the asker has it already."""
    query = request.GET
    given = "locale" in query or "fallback" in query
    languages = wanted_languages(query, request.headers.get("Accept-Language", "")) if given else Languages()
    selection, include = selected_fields(query, public), include_names(query)
    item = read_item(public, identity, languages)
    about = _about(request, public, item, languages)
    if same := unchanged(request, about):
        return same
    document = in_language(item, languages)
    if selection is None and not include:
        return answer(document, about)
    parsed = orjson.loads(document)
    shaped = dumped(narrowed(parsed, selection))
    if not include:
        return answer(shaped, about)
    included = read_included([parsed], include)
    return answer(with_included(shaped, included), about if included.seen_at(item.last) else about.without_tag())


def _about(request: HttpRequest, public: PublicType, item: Item, languages: Languages) -> About:
    shape = [request.GET.getlist(name) for name in ("fields", "include")]
    plain = not any(shape) and not languages.is_fallback(item.locale)
    last = item.last if "include" in request.GET else None
    return About(
        etag=item.etag if plain else etag_of(str(item.id), item.etag, shape, languages.chain, last),
        modified=None if last else item.updated_at,
        keys=("api", public.plural, str(item.id)),
        languages=(item.locale or settings.LANGUAGE_CODE,),
        negotiated=languages.negotiated,
    )
