"""The document of a press release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from pydantic import Field

from cms.content.documents.shapes import Head, PageDocument, page_base
from cms.content.sorting import sort_key
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, Text, one_of
from plugins.press.models import PressReleasePage, Reach


class PressReleaseDates(Head):
    """When a press release was published."""

    published_on: dt.date = Field(description="The day that it bears.")


class PressReleaseDocument(PageDocument, PressReleaseDates):
    """A press release."""

    number: Text = Field(description="By which the press office counts its releases; null for one without a number.")
    reach: Labelled = Field(description=f"For whom it is meant: {one_of(Reach)}")
    city: Card | None = Field(description="From where it reports; null for no city in particular.")
    published_by: Card | None = Field(description="The partner that published it; null if that is the network itself.")
    hero_image: Picture | None = Field(
        description="The image that stands for it; null if it has none that may be shown."
    )
    body: list[StreamItem] = Field(description="Its text, block by block.")
    about: Text = Field(description="What is to be printed about the publisher; null if nothing is.")


def press_release_document(page: PressReleasePage) -> PressReleaseDocument:
    """The release as partners get it."""
    return PressReleaseDocument(
        **page_base(page),
        number=page.number,
        published_on=page.published_on,
        reach=Labelled.of(page.reach, Reach),
        city=card(page.city),
        published_by=card(page.published_by),
        hero_image=picture_at(page, "hero_image"),
        body=stream_document(page.body, page=page),
        about=page.about,
    )


def press_release_passages(page: PressReleasePage) -> Iterable[Passage]:
    """What search reads of a release."""
    if page.lead:
        yield Passage(page.lead, type="lead")
    yield from stream_passages(page.body)


def press_release_key(page: PressReleasePage) -> str:
    """Sorts releases by title."""
    return sort_key(page.title)


def press_release_number(page: PressReleasePage) -> str:
    """What people search for who hold a printed release; empty without a number."""
    return _("Press release %(number)s") % {"number": page.number} if page.number else ""
