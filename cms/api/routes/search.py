"""`GET /search?q=`: the archive search, as the search page has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field, create_model

from cms.api.cards import CARD, any_card
from cms.api.changes_request import everything_filter
from cms.api.min_sequence import require_sequence
from cms.api.openapi_parameters import MIN_SEQUENCE
from cms.api.problems import ApiError
from cms.api.response_body import dumped, in_shape
from cms.api.types import any_document
from cms.public.values import Text
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.grammar import filters
from cms.publishing.reading.languages import Languages
from cms.publishing.reading.parameters import (
    FilterError,
    Parameter,
    Parameters,
    once,
    one_of,
    some_of,
    text,
    whole_number,
)
from search.engines.base import EngineError
from search.query import MAX_LENGTH, SearchQuery, Sort
from search.results import FacetCount, Hit, Marked, Passage, Results
from search.service import facet_names, reached, search

LIMIT = 10
MAX_LIMIT = 50
MAX_PAGE = 200
DOCUMENT = "document"
YEAR = re.compile(r"[0-9]{4}")


class Piece(BaseModel):
    """A piece of text, and whether it answers the question; never markup."""

    text: str = Field(description="Plain, with the space around it; put the pieces together as they come.")
    hit: bool = Field(description="Whether it is to be marked.")


class BestPassage(BaseModel):
    """The piece of the thing's text that answers best."""

    text: list[Piece] = Field(description="The passage or the best part of it, in pieces.")
    type: Text = Field(
        description="Where it stands: the type of a block, or `lead`, `theme`, …; null if that is not told."
    )
    block_id: Text = Field(description="`id` of that block; null if it stands in none.")
    speaker: Text = Field(description="Who says it, as they are named there; null where nobody speaks.")


class Count(BaseModel):
    """How many hits choosing this value would leave."""

    value: str = Field(description="What to put into the filter.")
    label: str = Field(description="What to show for it.")
    count: int = Field(description="How many of the hits have it.")
    chosen: bool = Field(description="Whether the question already asks for it.")


class SearchAnswer(BaseModel):
    """A page of hits."""

    count: int = Field(description="How many hits there are in all.")
    page: int = Field(description="Number of this page, from 1.")
    pages: int = Field(description="How many pages there are that can be asked for.")
    corrected: Text = Field(description="The spelling that was searched for instead; null if it was yours.")
    relaxed: Text = Field(
        description="How the question was loosened since nothing answers it: `spelling`, `words`, "
        "or `newest` (then the items are just the newest and `count` is 0); null if it was not."
    )
    facets: dict[str, list[Count]] = Field(description="The values of the facets that were asked for, by facet.")


def search_model() -> type[BaseModel]:
    """The shape of the search's answer."""
    card: Any = any_card()
    document: Any = any_document()
    hit: Any = create_model(
        "SearchHit",
        __doc__="A thing that was found.",
        card=(
            card,
            Field(description="What to show of it in a list; its members are those that its type has of these."),
        ),
        score=(float, Field(description="How well it answers; to be compared within one answer only.")),
        title=(list[Piece], Field(description="The title in pieces.")),
        passage=(
            BestPassage | None,
            Field(description="What of its text answers; null if nothing of it can be shown."),
        ),
        document=(document | None, Field(default=None, description="All of it, with `include=document` alone.")),
    )
    return create_model(
        "SearchResults",
        __base__=SearchAnswer,
        __doc__=SearchAnswer.__doc__,
        items=(list[hit], Field(description="The hits, best first unless `sort` says otherwise.")),
    )


def search_router() -> Router:
    """The router of the search."""
    router = Router()
    parameters = search_parameters()

    @router.get(
        "",
        response=search_model(),
        operation_id="search",
        summary="Search the archive",
        description="Searches all languages unless `locale` says one; without `q`, everything that the filters mean.",
        openapi_extra=parameters.openapi(),
    )
    def read_hits(request: HttpRequest) -> HttpResponse:
        return search_answer(request, parameters.read(request.GET))

    return router


def search_parameters() -> Parameters:
    """Those of the search."""
    return Parameters(
        (
            text(
                "q",
                f'What is looked for, at most {MAX_LENGTH} characters: words, "a phrase", -without.',
                longest=MAX_LENGTH,
                default="",
            ),
            *filters(),
            Parameter(
                name="year",
                text="Years in which a thing takes place or was published.",
                parse=_years,
                schema={"type": "string", "examples": ["2018,2019"]},
            ),
            some_of("facets", "Facets whose values are to be counted.", facet_names()),
            one_of("sort", "Order of the hits.", tuple(Sort), default=Sort.RELEVANCE.value),
            whole_number("page", "Number of the page.", highest=MAX_PAGE, default=1),
            whole_number("limit", f"How many; more than {MAX_LIMIT} is refused.", highest=MAX_LIMIT, default=LIMIT),
            some_of("include", "`document`: the whole document of each hit beside its card.", (DOCUMENT,)),
            MIN_SEQUENCE,
        )
    )


def search_answer(request: HttpRequest, given: Mapping[str, Any]) -> HttpResponse:
    """The hits of the page that is asked for."""
    require_sequence(given["min_sequence"], reached=reached)
    try:
        results = search(search_query(given))
    except EngineError as error:
        raise ApiError(
            503, "The search does not answer now; ask again shortly.", headers={"Retry-After": "5"}
        ) from error
    body = search_body(results, documents=DOCUMENT in given["include"])
    meta = ResponseMeta(etag=etag_of(body), keys=("api", "search"))
    return not_modified(request, meta) or respond(body, meta)


def search_query(given: Mapping[str, Any]) -> SearchQuery:
    """The question that these values of the parameters make."""
    wanted = everything_filter(given)
    if years := given["year"]:
        # Only the index knows them.
        wanted = replace(wanted, facets={**wanted.facets, "year": (years,)})
    return SearchQuery(
        text=given["q"],
        filter=wanted,
        facets=given["facets"],
        sort=Sort(given["sort"]),
        page=given["page"],
        page_size=given["limit"],
        now=timezone.now(),
    )


def _years(name: str, values: list[str]) -> tuple[str, ...]:
    years = tuple(part.strip() for part in once(name, values, longest=MAX_LENGTH).split(","))
    for year in years:
        if not YEAR.fullmatch(year):
            raise FilterError(name, "malformed", f"{name}: {year[:50]!r} is no year; write 2018 or 2018,2019.")
    return years


def search_body(results: Results, *, documents: bool) -> str:
    """The answer as JSON, around cards that lie ready, and documents if these are wanted."""
    rest = dumped(
        {
            "count": results.total,
            "page": results.page,
            "pages": results.pages,
            "corrected": results.corrected or None,
            "relaxed": results.relaxed or None,
            "facets": {name: list(map(_count, counts)) for name, counts in results.facets.items()},
        }
    )
    cards = in_shape(results.hits, CARD, Languages())
    items = ",".join(_item(hit, card, document=documents) for hit, card in zip(results.hits, cards, strict=True))
    return f'{{"items":[{items}],{rest[1:]}'


def _item(hit: Hit, card: str, *, document: bool) -> str:
    shown = dumped(
        {
            "passage": _passage(hit.passage) if hit.passage else None,
            "score": hit.score,
            "title": _pieces(hit.marked_title),
        }
    )
    whole = f'"document":{hit.document},' if document else ""
    return f'{{"card":{card},{whole}{shown[1:]}'


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "text": _pieces(passage.text),
        "type": passage.type or None,
        "block_id": passage.block_id or None,
        "speaker": passage.speaker or None,
    }


def _pieces(marked: Marked) -> list[dict[str, Any]]:
    return [{"text": text, "hit": is_hit} for text, is_hit in marked]


def _count(each: FacetCount) -> dict[str, Any]:
    return {"value": each.value, "label": each.label, "count": each.count, "chosen": each.chosen}
