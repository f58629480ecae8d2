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

    label: str = Field(description="What it filters by, in English.")
    lists: list[str] = Field(description="Names of the lists, as in `lists` of the entrance.")


class Entrance(BaseModel):
    """Where everything is."""

    name: str = Field(description="What the network is called.")
    version: str = Field(description="Of the program that answers; that of the API stands in its address.")
    lists: dict[str, str] = Field(description="Address of each list.")
    lookup: str = Field(description="Template for what stands at a path of the site.")
    changes: str = Field(description="Address of what was published and withdrawn, in order.")
    search: str = Field(description="Template for a search.")
    openapi: str = Field(description="Address of the description for machines (OpenAPI 3.1).")
    docs: str = Field(description="Address of the description for people.")
    problems: str = Field(description="Address of what kinds of problems mean.")
    further: dict[str, str] = Field(description="Addresses that plugins add, by their paths.")
    locales: list[str] = Field(description="Codes of the languages in which pages may stand, the default one first.")
    facets: dict[str, FacetSummary] = Field(description="The filters of lists by the names of their parameters.")


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
