"""The whole extension surface: what a plugin can contribute, one frozen descriptor per point.

Each descriptor is returned by the method of the same name on `cms.extend.Plugin`. The kernel knows Django and pydantic only:
where a descriptor carries something of Wagtail's or Ninja's, it is passed through untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.functional import Promise
from pydantic import BaseModel

Label = str | Promise


class Passage(NamedTuple):
    """A piece of searchable text, with what is needed to link a hit back to its block."""

    text: str
    type: str = ""
    block_id: str = ""
    speaker: str = ""


class FacetValue(NamedTuple):
    """One value of a facet: the identifier in filters, and what people read."""

    value: str
    label: str


class Window(NamedTuple):
    """When a thing takes place: aware datetimes, the end exclusive."""

    starts_at: datetime
    ends_at: datetime


def nothing(thing: Any) -> Iterable[Any]:
    """No items, for any thing."""
    return ()


def no_window(thing: Any) -> Window | None:
    """No window: the thing does not take place, it just is."""
    return None


def always_public(thing: Any) -> bool:
    """True: every stored thing of the type is public."""
    return True


@dataclass(frozen=True, kw_only=True)
class PublicType:
    """A model whose public instances stand in the ledger, each as one ready document.

    `document` builds the document from an instance; `schema` is its shape in the API. `passages` is what search reads.
    `refreshes` names further things whose documents show figures of this one and are to be built anew with it.
    """

    model: type[Model]
    name: str
    plural: str
    label: Label
    schema: type[BaseModel]
    document: Callable[[Any], BaseModel]
    passages: Callable[[Any], Iterable[Passage]] = nothing
    window: Callable[[Any], Window | None] = no_window
    sort_key: Callable[[Any], str] = str
    refreshes: Callable[[Any], Iterable[Model]] = nothing
    listed: bool = True
    searchable: bool = True


@dataclass(frozen=True, kw_only=True)
class PageType(PublicType):
    """A Wagtail page type; its live, unrestricted pages are public."""


@dataclass(frozen=True, kw_only=True)
class Record(PublicType):
    """A model edited as a snippet; an instance is public while `is_public` says so."""

    is_public: Callable[[Any], bool] = always_public


@dataclass(frozen=True, kw_only=True)
class Block:
    """A StreamField block, offered in the named streams under a name that is kept for ever.

    `block` returns a fresh Wagtail block. `schema` is the shape of its `value` in the API.
    """

    name: str
    block: Callable[[], Any]
    schema: type[BaseModel]
    streams: tuple[str, ...] = ("body",)
    order: int = 500


@dataclass(frozen=True, kw_only=True)
class ApiRoute:
    """A Ninja router, mounted in the delivery API under its prefix."""

    prefix: str
    router: Any
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApiField:
    """A further field in the documents of the named types, built when they are published."""

    name: str
    types: tuple[str, ...]
    annotation: Any
    value: Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class SearchField:
    """Further text that search reads for the named types, built when they are published."""

    name: str
    types: tuple[str, ...]
    text: Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A filter of lists and search: `values` says under which of its values a thing of the named types is found."""

    name: str
    label: Label
    types: tuple[str, ...]
    values: Callable[[Any], Iterable[FacetValue]]
    order: int = 500


@dataclass(frozen=True)
class Contributions:
    """All that one plugin gives, collected whole or not at all."""

    page_types: tuple[PageType, ...] = ()
    records: tuple[Record, ...] = ()
    blocks: tuple[Block, ...] = ()
    api_routes: tuple[ApiRoute, ...] = ()
    api_fields: tuple[ApiField, ...] = ()
    search_fields: tuple[SearchField, ...] = ()
    facets: tuple[Facet, ...] = field(default=())
