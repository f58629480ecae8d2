"""What the site's templates ask for: the frame, lists, dates and numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import Context
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.models import Page as WagtailPage

from cms.content.sorting import sort_key
from cms.extend import registry
from cms.public import languages
from cms.publishing.reading.entries import of_type
from cms.publishing.reading.website import news_below
from cms.site import lists
from cms.site.addresses import local
from cms.site.asked import query_string
from cms.site.cards import card as card_of
from cms.site.choices import Choices, choices
from cms.site.formats import dates as date_formats
from cms.site.formats import numbers
from cms.site.formats.dates import Dates
from cms.site.formats.sheets import Sheet, sheet
from cms.site.frame import Frame, frame_of
from cms.site.items import Item, items_of
from cms.site.jsonld import scripts
from cms.site.languages import spoken_language
from cms.site.lists import Split
from cms.site.members import Member, member_of
from cms.site.navigation import Navigation
from cms.site.pages.event import EventView
from cms.site.pages.event import event_view as view_of_event

register = template.Library()

T = TypeVar("T")

register.filter("local", local)
register.filter("autonym", languages.autonym)
register.filter("language_tag", languages.tag)
register.filter("spoken", spoken_language)


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """The page's frame; the base template asks for it once."""
    page = context.get("page")
    return frame_of(context["request"], page if isinstance(page, WagtailPage) else None)


@register.simple_tag(takes_context=True)
def structured_data(context: Context, frame: Frame) -> SafeString:
    """The page as machines read it."""
    return scripts(frame)


@register.simple_tag
def upcoming(frame: Frame, limit: int) -> lists.Ahead:
    """What is ahead."""
    return _or_default(frame, lambda locale: lists.upcoming(locale=locale, now=frame.now, limit=limit))


@register.simple_tag
def reported(frame: Frame, limit: int) -> list[Item]:
    """The latest events with a report."""
    return _or_default(frame, lambda locale: lists.reported(locale=locale, now=frame.now, limit=limit))


@register.simple_tag
def latest_news(frame: Frame, limit: int) -> list[Item]:
    """The newest news."""
    section = frame.navigation.section("news_index")
    return _or_default(frame, lambda locale: items_of(news_below(section, locale=locale)[:limit], now=frame.now))


@register.simple_tag
def city_programmes(frame: Frame) -> list[Item]:
    """All city programmes, by city."""
    items = _or_default(frame, lambda locale: items_of(of_type("city_programme", locale=locale), now=frame.now))
    return sorted(items, key=lambda item: sort_key((item.document["city"] or {}).get("title", "")))


def _or_default(frame: Frame, fetch: Callable[[str], T]) -> T:
    """What there is in the page's language; where that is nothing, what there is in the default language."""
    return fetch(frame.language) or fetch(settings.LANGUAGE_CODE)


@register.simple_tag
def cities(frame: Frame) -> list[Choices]:
    """The cities with the number of their events, as one filter."""
    return choices(type_name="event", locale=frame.language, names=("city",))


@register.simple_tag
def events_with_partner(frame: Frame, page: Any, limit: int) -> Split:
    """The partner's events."""
    return lists.split(lists.events_with_partner(page.slug, locale=frame.language), now=frame.now, limit=limit)


@register.simple_tag
def people_of_partner(frame: Frame, page: Any) -> list[Member]:
    """The partner's people with their roles there."""
    translations = frame.document["translations"]
    ids = {frame.document["id"], *(each["id"] for each in translations)}
    return [member_of(item, ids) for item in items_of(lists.people_of_partner(page), now=frame.now)]


@register.simple_tag
def events_of_city_programme(frame: Frame, page: Any, limit: int) -> Split:
    """The city programme's events."""
    return lists.split(lists.events_of_city_programme(page, locale=frame.language), now=frame.now, limit=limit)


@register.simple_tag
def event_view(frame: Frame) -> EventView:
    """What the event's page says about its time."""
    return view_of_event(frame.document, now=frame.now)


@register.simple_tag
def related_events(frame: Frame) -> list[lists.Related]:
    """The events that belong to this one."""
    return lists.related(frame.document, now=frame.now)


@register.simple_tag
def named_events(frame: Frame, cards: list[dict[str, Any]]) -> list[Item]:
    """The events that a document names, with their dates."""
    return list(lists.named(cards, now=frame.now).values())


@register.simple_tag
def replaced_events(frame: Frame, page: Any) -> list[Item]:
    """The events in whose stead this one takes place."""
    return lists.replaced_by(page, locale=frame.language, now=frame.now)


@register.simple_tag(takes_context=True)
def card(context: Context, item: Item, *, level: int = 3, brief: bool = False, template: str = "") -> SafeString:
    """The item's card, by its type's template or the given one."""
    return card_of(item, language=context["frame"].language, level=level, brief=brief, template=template)


@register.simple_tag
def elided(page: Page[Any]) -> list[int | str]:
    """The page numbers worth showing, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query string with changes; None removes a name."""
    return query_string(context["request"].GET, **changes)


@register.filter
def section(navigation: Navigation, type_name: str) -> str:
    """The path of a section; empty if there is none."""
    return navigation.section(type_name)


@register.simple_tag
def facet_value(frame: Frame, facet: str, label: str) -> str:
    """The value under which the page is found by this label; empty if there is none."""
    return frame.shown.facets.get(facet, {}).get(label, "") if frame.shown else ""


@register.simple_tag
def calendar_sheet(dates: Dates, language: str) -> Sheet:
    """The date as a calendar sheet."""
    return sheet(dates, language=language)


@register.filter
def when(dates: Dates, language: str) -> str:
    """Days and time in one line."""
    return date_formats.when_text(dates, language=language)


@register.filter
def head_when(dates: Dates, language: str) -> str:
    """Weekday, day and time in one line."""
    return date_formats.head_text(dates, language=language)


@register.filter
def days(dates: Dates, language: str) -> str:
    """The days alone, with the weekday where it is one exact day."""
    if dates.precision in ("day", "minute") and dates.is_one_day:
        return date_formats.weekday_text(dates.first, language=language)
    return date_formats.range_text(dates, language=language)


@register.filter
def hours(dates: Dates, language: str) -> str:
    """The time of day alone."""
    return date_formats.time_text(dates, language=language)


@register.filter
def day(value: dt.date | str | None, language: str) -> str:
    """A date, also in ISO form: „31. Mai 2018“."""
    found = parse_date(value[:10]) if isinstance(value, str) else value
    return languages.day_text(found, language=language) if found else ""


@register.filter
def month(value: dt.date, language: str) -> str:
    """A month: „Mai 2018“."""
    return date_formats.month_text(value, language=language)


@register.simple_tag
def participants(document: dict[str, Any], language: str) -> str:
    """Who came: „rund 50 Teilnehmende“; empty if nobody knows."""
    if document["participants"] is None:
        return ""
    qualifier = (document["participants_qualifier"] or {}).get("value", "")
    return numbers.participants_text(document["participants"], qualifier, language=language)


@register.simple_tag
def figure(item: dict[str, Any], language: str) -> str:
    """A figure as large text: „≈ 1.250“."""
    return numbers.figure_text(item["value"], item["qualifier"]["value"], language=language)


@register.filter
def type_name(name: str) -> str:
    """What one thing of the type is called, also of a plugin's type; empty if the plugin is missing."""
    public = registry().public_types.get(name)
    return capfirst(str(public.model._meta.verbose_name)) if public else ""


@register.simple_tag
def language_name(code: str) -> str:
    """What a language is called in the language of the words around it."""
    return languages.language_name(code, language=get_language() or settings.LANGUAGE_CODE)


@register.filter
def headline_size(title: str) -> str:
    """How large a title can be set so that its longest word fits a small screen: `short`, `medium` or `long`."""
    longest = max(map(len, re.split(r"[\s\-–/]+", title)))
    if len(title) <= 24 and longest <= 11:
        return "short"
    return "medium" if len(title) <= 60 and longest <= 16 else "long"


@register.filter
def anchor(block: Any) -> str:
    """The fragment under which a stream's block stands."""
    from cms.public.streams import anchor_of

    return anchor_of(block)
