"""The parameters of the API's routes: one table for each, read by requests, by OpenAPI and through it by the page about the API."""

from __future__ import annotations

from cms.api.cards import card_model
from cms.api.selection import selected_fields
from cms.api.types import listed_types
from cms.extend import PublicType
from cms.publishing.reading.filters import EVERY_LANGUAGE
from cms.publishing.reading.grammar import filters_of, language_codes
from cms.publishing.reading.order import default_sort, parse_sort, sort_names
from cms.publishing.reading.parameters import Parameter, Parameters, list_of, once, one_of, some_of, text, whole_number

HIGHEST = 2**63 - 1
LIMIT = 20
MAX_LIMIT = 100
MAX_PAGE = 10_000
NO_LANGUAGE = "none"

MIN_SEQUENCE = whole_number(
    "min_sequence",
    "Answer only if change number N has arrived here; otherwise 503 with `Retry-After`.",
    highest=HIGHEST,
)
NEXT_DATE = " `start` is the next date, seen from `start.gte` or else from now; the last one of what is over."


def list_parameters(public: PublicType) -> Parameters:
    """Those of a type's list."""
    return Parameters((*filters_of(public), *_paging(public), *_languages(), *_shape(public), MIN_SEQUENCE))


def item_parameters(public: PublicType) -> Parameters:
    """Those of a single document."""
    return Parameters((*_languages(), *_shape(public), MIN_SEQUENCE))


def _paging(public: PublicType) -> tuple[Parameter, ...]:
    names, usual = sort_names(public), default_sort(public)
    return (
        Parameter(
            name="sort",
            text="Order; a minus turns it round." + (NEXT_DATE if public.takes_place else ""),
            parse=lambda name, values: parse_sort(once(name, values), allowed=names),
            schema=list_of(sign + name for name in names for sign in ("", "-")) | {"default": usual},
            default=parse_sort(usual, allowed=names),
        ),
        whole_number("limit", f"How many; more than {MAX_LIMIT} is refused.", highest=MAX_LIMIT, default=LIMIT),
        whole_number("page", "A page by its number; for people. To walk a whole list take `cursor`.", highest=MAX_PAGE),
        text("cursor", "Go on from here: `next` of the answer before, with the same filters and order."),
        one_of("count", "Whether to count all of them.", ("exact", "none"), default="exact"),
    )


def _languages() -> tuple[Parameter, ...]:
    return (
        one_of(
            "locale",
            "Language of the documents, `*` for all. Without it, lists go by `Accept-Language`.",
            (*language_codes(), EVERY_LANGUAGE),
        ),
        some_of("fallback", "Languages that may stand in for a missing translation.", (*language_codes(), NO_LANGUAGE)),
    )


def _shape(public: PublicType) -> tuple[Parameter, ...]:
    return (
        Parameter(
            name="fields",
            text="Only these members; what is inside in brackets: `title,hero_image(src,alt)`. "
            f"`card` stands for those of `{card_model(public.name).__name__}`.",
            parse=lambda name, values: selected_fields(once(name, values), public),
        ),
        some_of(
            "include",
            "Full documents of what is referred to, each once, in `included`.",
            [each.plural for each in listed_types().values()],
        ),
    )
