"""The document of a press release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.content.documents.shapes import Labelled, PageDocument, page_base
from cms.content.sorting import sort_key
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from plugins.press.models import PressReleasePage


class PressReleaseDocument(PageDocument):
    """A press release."""

    number: str
    published_on: dt.date
    reach: Labelled
    city: Card | None
    published_by: Card | None
    hero_image: Picture | None
    body: list[StreamItem]
    about: str


def press_release_document(page: PressReleasePage) -> PressReleaseDocument:
    """The release as partners get it."""
    return PressReleaseDocument(
        **page_base(page),
        number=page.number,
        published_on=page.published_on,
        reach=Labelled(value=page.reach, label=page.get_reach_display()),
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
