"""`GET /`: where everything is."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Router
from pydantic import BaseModel, Field

import cms
from cms.api.guarding import is_enabled_for
from cms.api.types import listed_types
from cms.extend import registry
from cms.public.api_address import address
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.grammar import language_codes
from cms.publishing.reading.parameters import refuse_unknown

router = Router()


class FacetSummary(BaseModel):
    """A filter, and the lists that know it."""

    label: str
    lists: list[str]


class Entrance(BaseModel):
    """Where everything is."""

    name: str
    version: str
    lists: dict[str, str] = Field(description="Address of each list.")
    lookup: str = Field(description="Template for what stands at a path of the site.")
    changes: str
    search: str = Field(description="Template for a search.")
    openapi: str
    docs: str
    problems: str
    further: dict[str, str] = Field(description="Addresses that plugins add, by their paths.")
    locales: list[str]
    facets: dict[str, FacetSummary]


@router.get("", response=Entrance, operation_id="enter", summary="Where everything is", tags=["entrance"])
def read_root(request: HttpRequest) -> HttpResponse:
    """The addresses of all lists and services."""
    refuse_unknown(request.GET, ())
    body = root(request).model_dump_json()
    links = {"service-desc": address("openapi.json"), "service-doc": address("docs")}
    meta = ResponseMeta(etag=etag_of(body), keys=("api",), links=links)
    return not_modified(request, meta) or respond(body, meta)


def root(request: HttpRequest) -> Entrance:
    """What there is in this installation."""
    return Entrance(
        name=settings.WAGTAIL_SITE_NAME,
        version=cms.__version__,
        lists={public.plural: address(public.plural) for public in listed_types().values()},
        lookup=address("lookup?path={path}"),
        changes=address("changes"),
        search=address("search?q={words}"),
        openapi=address("openapi.json"),
        docs=address("docs"),
        problems=address("problems"),
        further={path: address(path) for path in sorted(_further(request))},
        locales=list(language_codes()),
        facets=_facets(),
    )


def _further(request: HttpRequest) -> Iterator[str]:
    for route in registry().api_routes:
        if not is_enabled_for(route.plugin, request):
            continue
        for path in route.router.path_operations:
            yield f"{route.prefix}{path}".strip("/")


def _facets() -> dict[str, FacetSummary]:
    with translation.override("en"):
        return {
            facet.name: FacetSummary(
                label=str(facet.label),
                lists=[public.plural for name, public in listed_types().items() if name in facet.types],
            )
            for facet in registry().facets
        }
