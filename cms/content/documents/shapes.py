"""Shapes that several documents share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from pydantic import BaseModel, BeforeValidator, Field
from wagtail.models import Page

from cms.extend import PublicType, public_id, registry
from cms.public.cards import Card, api_url, card
from cms.public.languages import direction
from cms.public.visibility import is_public, public


def in_language(text: Any) -> Any:
    """A lazy text as it reads in the document's language; anything else as it is."""
    return str(text) if isinstance(text, Promise) else text


class Labelled(BaseModel):
    """A value of an enumeration: an identifier that never changes, and what people read in the document's language."""

    value: str
    label: Annotated[str, BeforeValidator(in_language)]


class Translation(BaseModel):
    """The same thing in another language."""

    id: UUID
    locale: str
    title: str
    url: str
    api_url: str | None


class Publisher(BaseModel):
    """Who answers for the document."""

    name: str
    url: str
    imprint_url: str = ""


class Document(BaseModel):
    """What every document has."""

    id: UUID
    type: str
    translation_key: UUID
    title: str
    api_url: str | None
    first_published_at: dt.datetime | None = Field(default=None, description="When it was first public here.")
    updated_at: dt.datetime | None = Field(default=None, description="When this document last changed.")


class PageDocument(Document):
    """What every page has."""

    locale: str = Field(description="Language of the document.", examples=["de"])
    direction: str = Field(description="`ltr` or `rtl`.")
    is_fallback: bool = Field(default=False, description="Whether another language was asked for.")
    url: str = Field(description="Canonical address of the page; show it as the source.")
    path: str
    lead: str
    description: str = Field(description="For search engines.")
    publisher: Publisher
    licence: str | None = None
    translations: list[Translation]


class RecordDocument(Document):
    """What every record has; records belong to all languages."""

    locale: None = None
    slug: str = Field(description="Its value in filters.")
    url: str | None = None
    path: str = ""


def labelled(choice: str, choices: type[TextChoices]) -> Labelled | None:
    """The value with its label in the active language; None for no value."""
    return Labelled(value=choice, label=str(choices(choice).label)) if choice else None


def page_base(page: Any) -> dict[str, Any]:
    """The fields that every page document begins with."""
    locale = page.locale.language_code
    return {
        **_base(page, page.title),
        "locale": locale,
        "direction": direction(locale),
        "url": page.full_url,
        "path": page.get_url_parts()[2],
        "lead": page.lead,
        "description": page.search_description or page.lead,
        "publisher": publisher_of(page),
        "translations": list(_translations(page)),
    }


def record_base(record: Any) -> dict[str, Any]:
    """The fields that every record document begins with."""
    return {**_base(record, str(record)), "slug": record.slug}


def _base(thing: Any, title: str) -> dict[str, Any]:
    public = public_type(thing)
    identity = public_id(thing)
    return {
        "id": identity,
        "type": public.name,
        "translation_key": getattr(thing, "translation_key", identity),
        "title": title,
        "api_url": api_url(public, thing),
    }


def public_type(thing: Any) -> PublicType:
    public = registry().type_of(type(thing))
    if public is None:
        raise LookupError(f"{type(thing).__name__} is no registered type.")
    return public


def publisher_of(page: Any) -> Publisher:
    """The partner that published the page, otherwise the installation."""
    partner = getattr(page, "published_by", None)
    if partner is not None and is_public(partner):
        return Publisher(name=partner.title, url=partner.full_url, imprint_url=partner.imprint_url)
    return Publisher(name=settings.WAGTAIL_SITE_NAME, url=settings.BASE_URL + "/")


def _translations(page: Page) -> Iterable[Translation]:
    for other in public(page.get_translations()).select_related("locale").order_by("locale__language_code"):
        yield Translation(
            id=public_id(other),
            locale=other.locale.language_code,
            title=other.title,
            url=other.full_url,
            api_url=api_url(public_type(page), other),
        )


def cards(things: Iterable[Any]) -> list[Card]:
    """The cards of those that are public, in order."""
    return [found for thing in things if (found := card(thing)) is not None]
