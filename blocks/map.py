"""Where something is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import PlaceChooserBlock
from blocks.embed import consent
from blocks.image import ImageBlock, picture_of
from blocks.providers import map_frame, map_url
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture
from cms.public.values import Text


class MappedPlace(BaseModel):
    """A place, and where a map shows it."""

    place: Card = Field(description="Its record.")
    address: Text = Field(description="Street, number, postal code; null if nobody told them.")
    map_url: Text = Field(description="A map with the place marked; null while nobody has looked up where it lies.")


class MapValue(BaseModel):
    """Where something is; load no map before somebody has asked for it."""

    title: Text = Field(description="Heading above it; null if there is none.")
    places: list[MappedPlace] = Field(description="In the order in which editors put them; at least one.")
    frame_url: Text = Field(
        description="What a frame loads, once a visitor has asked for it; null where no place has coordinates."
    )
    poster: Picture | None = Field(description="A picture of the map, from this house; null if there is none.")
    consent: str = Field(description="What to say before the map is loaded, in the document's language.")


class MapBlock(ContentBlock):
    """Places with their addresses, and a map that is loaded when somebody clicks it."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    places = ListBlock(PlaceChooserBlock(), label=_("Places"), min_num=1)
    poster = ListBlock(ImageBlock(), label=_("Picture of the map"), max_num=1, default=[])

    def document(self, value: Mapping[str, Any]) -> MapValue | None:
        """Public places; None if there is none."""
        shown = [(place, found) for place in value["places"] if (found := card(place))]
        if not shown:
            return None
        points = [(place.latitude, place.longitude) for place, _card in shown if is_located(place)]
        return MapValue(
            title=text_of(value["title"]),
            places=[
                MappedPlace(
                    place=found,
                    address=", ".join(filter(None, (place.street_address, place.postal_code))),
                    map_url=map_url(place.latitude, place.longitude) if is_located(place) else "",
                )
                for place, found in shown
            ],
            frame_url=map_frame(points) if points else "",
            poster=next((picture for item in value["poster"] if (picture := picture_of(item))), None),
            consent=consent("OpenStreetMap"),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if shown := self.document(value):
            for item in shown.places:
                yield Passage(" ".join(filter(None, (item.place.title, item.address))))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["map"] = self.document(value)
        return context

    class Meta:
        icon = "site"
        label = _("Map")
        description = _("Places with their addresses, and a map that is loaded when somebody clicks it.")
        group = _("Media")
        template = "blocks/map.html"
        preview_context = {
            "map": {
                "places": [
                    {"place": {"title": "Literaturhaus, Halle (Saale)"}, "address": "Bernburger Straße 8, 06108"}
                ]
            }
        }


def is_located(place: Any) -> bool:
    """Whether it is known where the place lies."""
    return place.latitude is not None and place.longitude is not None
