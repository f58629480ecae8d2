"""Cards: how one public thing names another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from pydantic import BaseModel, Field
from wagtail.models import Page

from blocks.choosers import is_restricted_page
from cms.extend import PublicType, Record, public_id, registry


class Card(BaseModel):
    """Names another thing, with its address as a page and as a document, where it has one."""

    id: UUID
    type: str = Field(description="Type of the thing, e.g. `event`.", examples=["partner"])
    title: str
    url: str | None = Field(description="Address of its page.")
    api_url: str | None = Field(description="Address of its document.")


def api_url(public: PublicType, thing: Any) -> str | None:
    """Address of the thing's document; None if its type has no list in the API."""
    return f"{settings.BASE_URL}/api/v1/{public.plural}/{public_id(thing)}" if public.listed else None


def card(thing: Any) -> Card | None:
    """The card of a page or record; None if that is not public."""
    if thing is None:
        return None
    thing = thing.specific if isinstance(thing, Page) else thing
    public = registry().type_of(type(thing))
    if public is None or not is_public(thing):
        return None
    return Card(
        id=public_id(thing),
        type=public.name,
        title=str(getattr(thing, "title", thing)),
        url=thing.full_url if isinstance(thing, Page) else None,
        api_url=api_url(public, thing),
    )


def is_public(thing: Any) -> bool:
    """Whether another thing may name this page or record: everyone may see it."""
    if isinstance(thing, Page):
        return bool(thing.live and thing.full_url) and not is_restricted_page(thing)
    public = registry().type_of(type(thing))
    return public is not None and (not isinstance(public, Record) or public.is_public(thing))
