"""Content of others, which is loaded when a visitor asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock, URLBlock

from blocks.base import ContentBlock, text_of
from blocks.image import ImageBlock, picture_of
from blocks.providers import PROVIDERS, embedded
from blocks.ruled import Messages, Ruled
from cms.extend import Passage
from cms.public.pictures import Picture
from cms.public.values import Labelled

UNKNOWN = _("This is no address of a video of: %(known)s. For anything else, set a link to it in a text.")


class EmbedValue(BaseModel):
    """Content of others; load nothing of it before somebody has asked for it."""

    provider: Labelled = Field(description="Whose content it is.")
    title: str = Field(description="What it is called, for the frame's `title`, too.")
    url: str = Field(description="Its own page, for those who do not want a frame.")
    frame_url: str = Field(description="What a frame loads, once a visitor has asked for it.")
    poster: Picture | None = Field(description="What stands there until then, from this house; null if there is none.")
    consent: str = Field(description="What to say before it is loaded, in the document's language.")


class EmbedBlock(Ruled, ContentBlock):
    """A video of a known provider behind a picture of our own; until somebody clicks, nobody learns who reads the page (V15)."""

    url = URLBlock(label=_("Address"), help_text=_("Of the page with the video, e.g. on YouTube or Vimeo."))
    title = CharBlock(label=_("Title"), max_length=200, help_text=_("What there is to see."))
    poster = ListBlock(ImageBlock(), label=_("Picture until it is loaded"), max_num=1, default=[])

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """An address that is of no known provider (V15)."""
        if draft or embedded(text_of(value["url"])):
            return {}
        known = ", ".join(provider.title for provider in PROVIDERS)
        return {"url": UNKNOWN % {"known": known}}

    def document(self, value: Mapping[str, Any]) -> EmbedValue | None:
        """The content; None if its address is of no known provider."""
        url = text_of(value["url"])
        found = embedded(url)
        if found is None:
            return None
        return EmbedValue(
            provider=found.provider.labelled,
            title=text_of(value["title"]),
            url=url,
            frame_url=found.frame_url,
            poster=next((picture for item in value["poster"] if (picture := picture_of(item))), None),
            consent=consent(found.provider.operator),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if title := text_of(value["title"]):
            yield Passage(title)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["embed"] = self.document(value)
        return context

    class Meta:
        icon = "media"
        label = _("Content from elsewhere")
        description = _("A video that is loaded when somebody clicks it.")
        group = _("Media")
        template = "blocks/embed.html"
        preview_value = {"url": "https://vimeo.com/76979871", "title": "Rundgang durch das Haus", "poster": []}


def consent(operator: str) -> str:
    """What visitors are told before anything is loaded, in the active language."""
    return gettext("When you load this, %(operator)s learns your IP address and what you look at.") % {
        "operator": operator
    }
