"""Cards: how one public thing names another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field
from wagtail.models import Page

from cms.extend import PublicType, public_id, registry
from cms.public.api_address import address
from cms.public.visibility import is_public


class Card(BaseModel):
    """Names another thing, as the beginning of its own document does; it is public, or there would be no card."""

    id: UUID = Field(description="Stays through renaming and moving; the same as in its document.")
    type: str = Field(description="Type of the thing, e.g. `event`.", examples=["partner"])
    title: str = Field(description="What it is called: of a page its headline, of a record its name.")
    slug: str | None = Field(
        description="Its value in filters; it changes with the address. Null for types without one."
    )
    url: str | None = Field(description="Address of its page; null for what has none, such as a topic.")
    api_url: str | None = Field(description="Address of its document; null for what is on the site only.")


def api_url(public: PublicType, thing: Any) -> str | None:
    """Address of the thing's document; None if its type has no list in the API."""
    return address(f"{public.plural}/{public_id(thing)}") if public.listed else None


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
        slug=getattr(thing, "slug", None),
        url=thing.full_url if isinstance(thing, Page) else None,
        api_url=api_url(public, thing),
    )
