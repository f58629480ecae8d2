"""Cards: what lists and hits show of a thing of any type; `fields=card` in lists, and what the search answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

from cms.api.types import document_model, listed_types, model_name
from cms.public.pictures import Picture

PICTURE: Mapping[str, None] = dict.fromkeys(
    ("src", "width", "height", "alt", "alt_language", "decorative", "credit", "credit_language")
)
CARD: Mapping[str, Mapping[str, None] | None] = {
    **dict.fromkeys(("id", "type", "locale", "title", "slug", "url", "api_url", "lead", "updated_at")),
    **dict.fromkeys(("start", "end", "start_date", "end_date", "precision", "has_time", "published_on")),
    **dict.fromkeys(("status", "format", "kind", "attendance", "cities", "city", "programme")),
    **dict.fromkeys(("hero_image", "logo", "portrait"), PICTURE),
}
"""The members of a card, as far as documents of the type have them; what is chosen within each, or None for all of it."""


@cache
def card_model(type_name: str) -> type[BaseModel]:
    """The shape of the type's cards."""
    known = document_model(type_name).model_fields
    members: Any = {
        name: (member.annotation if CARD[name] is None else card_picture() | None, member)
        for name, member in known.items()
        if name in CARD
    }
    return create_model(
        f"{model_name(type_name)}Card",
        __doc__="What `fields=card` chooses of the document.",
        __config__=ConfigDict(json_schema_serialization_defaults_required=True),
        **members,
    )


@cache
def card_picture() -> type[BaseModel]:
    """The shape of pictures on cards."""
    members: Any = {name: (Picture.model_fields[name].annotation, Picture.model_fields[name]) for name in PICTURE}
    return create_model("CardPicture", __doc__="A picture in one size.", **members)


@cache
def any_card() -> Any:
    """The union over all cards, told apart by `type`."""
    models = tuple(card_model(name) for name in listed_types())
    return Annotated[Union[models], Field(discriminator="type")]  # noqa: UP007 - built at run time
