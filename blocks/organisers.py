"""Who organises the event on which the block stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock

from blocks.base import ContentBlock, text_of
from blocks.drawing import lines_of, shown_around
from cms.public.cards import Card, card
from cms.public.values import Labelled, Text


class ListedOrganiser(BaseModel):
    """A partner, and its part in the event."""

    partner: Card = Field(description="Its record.")
    role: Labelled = Field(description="Its part, as the event says in `organisers`.")
    wording: Text = Field(description="How the page names it; null for its name.")


class OrganisersValue(BaseModel):
    """Who organises the event: the same as its `organisers`, to be shown here."""

    title: Text = Field(description="Heading above them; null for the usual one, such as “Organised by”.")
    organisers: list[ListedOrganiser] = Field(description="In the order of the event; at least one.")


class OrganisersBlock(ContentBlock):
    """The organisers of the event; they are kept with the event alone."""

    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: “Organised by”. Below it come those that the event names as its organisers."),
    )

    def document(self, value: Mapping[str, Any]) -> OrganisersValue | None:
        """None: without an event nobody organises it."""
        return self.document_on(None, value)

    def document_on(self, page: Any, value: Mapping[str, Any]) -> OrganisersValue | None:
        """The page's organisers that are public; None if it has none."""
        organisers = [
            ListedOrganiser(
                partner=partner,
                role=Labelled(value=line.role, label=line.get_role_display()),
                wording=line.wording,
            )
            for line in lines_of(page, "organisers")
            if (partner := card(line.partner))
        ]
        return OrganisersValue(title=text_of(value["title"]), organisers=organisers) if organisers else None

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["organisers"] = shown_around(parent_context, "organisers")
        return context

    class Meta:
        icon = "group"
        label = _("Organisers")
        description = _("Who organises the event; taken from the event.")
        group = _("Event")
        template = "blocks/organisers.html"
        preview_context = {
            "organisers": [
                {"partner": {"title": "Stadt Halle (Saale)", "url": "#"}, "role": {"value": "host"}},
                {
                    "partner": {"title": "Bundesverband NeMO", "url": "#"},
                    "role": {"value": "co_host", "label": _("Co-host")},
                },
            ]
        }
