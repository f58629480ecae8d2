"""The cards of lists, each rendered once: a card says what its document says, at its moment, for the readers of a language.

It knows the item, its level among the headings, whether it is to be brief, and the page's language as `page_context.language`; nothing of
the request, the visitor or the clock, which would not hold for the next page that shows it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from django.conf import settings
from django.template.backends.django import Template
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe

from cms.content.schedule import EventDate, Reading
from cms.extend import registry
from cms.publishing.reading.memory import Memory
from cms.site.items import Item
from cms.site.languages import ui_language

MOST = 4_000
"""About a kilobyte each."""

_cards = Memory[Hashable, SafeString](most=MOST)


@dataclass(frozen=True)
class CardContext:
    """What a card knows of the page around it."""

    language: str

    @property
    def lang_of_ui(self) -> str:
        """The language of the site's words around the card."""
        return ui_language(self.language)


def card(item: Item, *, language: str, level: int, brief: bool, template: str = "") -> SafeString:
    """The card of the item on a page in this language, by the template of its type or the given one."""
    found: Template = select_template([template] if template else item.templates)

    def rendered() -> SafeString:
        return mark_safe(
            found.render({"item": item, "level": level, "brief": brief, "page_context": CardContext(language)})
        )

    if not item.etag:
        return rendered()
    public = registry().public_types.get(item.type)
    # The template itself, not its name: one that was loaded anew is another one.
    how = (found.template, public and public.model, language, level, brief, _settings())
    return _cards.get((item.etag, item.type, item.path, item.title, _said_by_clock(item), how), rendered)


def _settings() -> Hashable:
    return settings.BASE_URL, settings.LANGUAGE_CODE, settings.TIME_ZONE


def _said_by_clock(item: Item) -> Hashable:
    """What the moment decides about the item, whose document is the same at each."""
    reading: Reading = item.reading
    numbers = {id(date): number for number, date in enumerate(item.schedule.dates)}

    def said(date: EventDate | None) -> Hashable:
        return date and (numbers[id(date)], date.starts_at, date.ends_at)

    return reading.phase, reading.group, said(reading.shown), said(reading.running), tuple(map(said, reading.to_come))
