"""Shapes that several documents share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from pydantic import BaseModel, Field
from wagtail.models import Page

from cms.extend import PublicType, public_id, registry
from cms.public.cards import Card, api_url, card
from cms.public.languages import direction
from cms.public.values import Text
from cms.public.visibility import is_public, public


class Translation(Card):
    """The same thing in another language."""

    locale: str = Field(description="Language of the translation.", examples=["tr"])


class Publisher(BaseModel):
    """Who answers for the document, and is to be named as its author."""

    name: str = Field(description="The partner that published it, otherwise the network.")
    url: str = Field(description="The partner's page, otherwise the network's front page.")
    imprint_url: Text = Field(default=None, description="Address of its imprint; null if none is known.")


class Head(BaseModel):
    """What every document begins with; the dates of its type come next if they stand in a subclass of this."""

    id: UUID = Field(description="Of the thing in this language; stays through renaming and moving.")
    type: str = Field(description="Type of the thing.")
    title: str = Field(description="What it is called: of a page its headline, of a record its name.")
    first_published_at: dt.datetime | None = Field(default=None, description="When it was first public here.")
    updated_at: dt.datetime | None = Field(default=None, description="When this document last changed.")


class Document(Head):
    """What every document has."""

    slug: str = Field(description="Its value in filters; it changes with the address, `id` does not.")
    url: str | None = Field(default=None, description="Address of its page; null for what has none.")
    api_url: str | None = Field(description="Address of this document; null for what is on the site only.")
    translation_key: UUID = Field(description="The same in all languages of the thing.")


class PageDocument(Document):
    """What every page has."""

    locale: str = Field(description="Language of the document.", examples=["de"])
    direction: str = Field(description="`ltr` or `rtl`.")
    is_fallback: bool = Field(default=False, description="Whether another language was asked for.")
    url: str = Field(description="Canonical address of the page; show it as the source.")
    path: str = Field(description="Path of the page on the site, as `/lookup` takes it.")
    lead: Text = Field(description="What it is about, in a sentence or two; null if nobody wrote that.")
    description: Text = Field(
        description="For search engines: their own text, otherwise the lead; null without either."
    )
    publisher: Publisher = Field(description="Whom to name as its author.")
    licence: str | None = Field(default=None, description="Terms of its texts; null while the network has set none.")
    translations: list[Translation] = Field(description="The same page in other languages, as far as these are public.")


class RecordDocument(Document):
    """What every record has; records belong to all languages."""

    locale: None = Field(default=None, description="Always null: a record belongs to all languages.")
    path: Text = Field(default=None, description="Path of its page on the site; null for what has none.")


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
    return _base(record, str(record))


def _base(thing: Any, title: str) -> dict[str, Any]:
    public = public_type(thing)
    identity = public_id(thing)
    return {
        "id": identity,
        "type": public.name,
        "translation_key": getattr(thing, "translation_key", identity),
        "title": title,
        "slug": thing.slug,
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
    described = public_type(page)
    for other in public(page.get_translations()).select_related("locale").order_by("locale__language_code"):
        yield Translation(
            id=public_id(other),
            type=described.name,
            title=other.title,
            slug=other.slug,
            url=other.full_url,
            api_url=api_url(described, other),
            locale=other.locale.language_code,
        )


def cards(things: Iterable[Any]) -> list[Card]:
    """The cards of those that are public, in order."""
    return [found for thing in things if (found := card(thing)) is not None]
