"""What the description of the API says about each parameter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from cms.api import freshness
from cms.api.languages import EVERY, NONE, codes
from cms.api.ordering import default_sort, sort_names
from cms.api.questions import LIMIT, MAX_LIMIT, MAX_PAGE
from cms.api.types import listed_types
from cms.extend import Facet, PublicType, registry
from cms.publishing.filters import Phase

TEXT: Mapping[str, Any] = {"type": "string"}
MOMENT: Mapping[str, Any] = {"type": "string", "examples": ["2026-05-31", "2026-05-31T18:00:00+02:00"]}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query string."""

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: TEXT)
    required: bool = False

    def described(self) -> dict[str, Any]:
        """The parameter as OpenAPI has it."""
        return {
            "in": "query",
            "name": self.name,
            "required": self.required,
            "description": self.description,
            "schema": dict(self.schema),
        }


def whole(highest: int, default: int | None = None) -> dict[str, Any]:
    """A whole number from 1 on."""
    return {"type": "integer", "minimum": 1, "maximum": highest} | ({"default": default} if default else {})


def several(allowed: Iterable[str]) -> dict[str, Any]:
    """Values out of these, separated by commas."""
    each = "|".join(allowed)
    return {"type": "string", "pattern": f"^({each})(,({each}))*$"}


MIN_SEQUENCE = Parameter(
    "min_sequence",
    "Answer only if change number N has arrived here; otherwise 503 with `Retry-After`.",
    whole(freshness.HIGHEST),
)
UPDATED = (
    Parameter("updated.gte", "Documents that changed at or after this moment.", MOMENT),
    Parameter("updated.lt", "Documents that changed before this moment.", MOMENT),
)
STARTS = (
    Parameter("start.gte", "What has a date that is still going on at this moment or begins after it.", MOMENT),
    Parameter("start.lt", "What has a date that begins before this moment.", MOMENT),
)
WHEN = Parameter(
    "when",
    "Where it stands in time, by the clock of the answer: `running` between the beginning and the end of one of its dates, "
    "`upcoming` while another one is to come, `past` after the last.",
    several(Phase),
)


BY_START = " `start` is the next date, seen from `start.gte` or else from now; the last one of what is over."


def facet_parameter(facet: Facet) -> Parameter:
    """The filter by a facet."""
    with translation.override("en"):
        label = str(facet.label)
    return Parameter(facet.name, f"{label}: a comma means or, giving the parameter again means and.")


def filter_parameters(public: PublicType) -> list[Parameter]:
    """The filters of a type's list."""
    facets = [facet_parameter(facet) for facet in registry().facets if public.name in facet.types]
    return [*facets, *((WHEN, *STARTS) if public.takes_place else ()), *UPDATED]


def shape_parameters() -> list[Parameter]:
    """How documents are to look."""
    plurals = [public.plural for public in listed_types().values()]
    return [
        Parameter("fields", "Only these members; what is inside in brackets: `title,hero_image(src,alt)`."),
        Parameter("include", "Full documents of what is referred to, each once, in `included`.", several(plurals)),
    ]


def language_parameters() -> list[Parameter]:
    """Which language is wanted."""
    return [
        Parameter(
            "locale",
            "Language of the documents, `*` for all. Without it, lists go by `Accept-Language`.",
            {"type": "string", "enum": [*codes(), EVERY]},
        ),
        Parameter("fallback", "Languages that may stand in for a missing translation.", several([*codes(), NONE])),
    ]


def paging_parameters(public: PublicType) -> list[Parameter]:
    """Order and pages of a type's list."""
    signed = [sign + name for name in sort_names(public) for sign in ("", "-")]
    return [
        Parameter(
            "sort",
            "Order; a minus turns it round." + (BY_START if public.takes_place else ""),
            several(signed) | {"default": default_sort(public)},
        ),
        Parameter("limit", f"How many; more than {MAX_LIMIT} is refused.", whole(MAX_LIMIT, LIMIT)),
        Parameter("page", "A page by its number; for people. To walk a whole list take `cursor`.", whole(MAX_PAGE)),
        Parameter("cursor", "Go on from here: `next` of the answer before, with the same filters and order."),
        Parameter(
            "count", "Whether to count all of them.", {"type": "string", "enum": ["exact", "none"], "default": "exact"}
        ),
    ]


def list_parameters(public: PublicType) -> list[Parameter]:
    """All parameters of a type's list."""
    return [
        *filter_parameters(public),
        *paging_parameters(public),
        *language_parameters(),
        *shape_parameters(),
        MIN_SEQUENCE,
    ]


def item_parameters() -> list[Parameter]:
    """All parameters of a single document."""
    return [*language_parameters(), *shape_parameters(), MIN_SEQUENCE]


def everything_parameters(names: Collection[str]) -> list[Parameter]:
    """Those of the filters over all types that have one of the names."""
    types = Parameter("type", "Types of things.", several(listed_types()))
    locale = Parameter("locale", "One language, `*` for all of them.", {"type": "string", "enum": [*codes(), EVERY]})
    facets = map(facet_parameter, registry().facets)
    return [each for each in (*facets, types, WHEN, *STARTS, *UPDATED, locale) if each.name in names]
