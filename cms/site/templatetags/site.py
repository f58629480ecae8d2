"""What the site's templates format: cards, dates, numbers, addresses; nothing here asks the database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import Context
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from cms.extend import registry
from cms.public import languages
from cms.public.streams import anchor_of
from cms.site.addresses import local
from cms.site.cards import card as card_of
from cms.site.formats import dates as date_formats
from cms.site.formats import numbers
from cms.site.formats.dates import Dates
from cms.site.formats.sheets import Sheet, sheet
from cms.site.items import Item
from cms.site.jsonld import scripts
from cms.site.languages import ui_language
from cms.site.list_filters import query_string
from cms.site.navigation import Navigation
from cms.site.page_context import PageContext

register = template.Library()

register.filter("anchor", anchor_of)
register.filter("local", local)
register.filter("autonym", languages.autonym)
register.filter("language_tag", languages.tag)
register.filter("lang_of_ui", ui_language)


@register.filter
def structured_data(page: PageContext) -> SafeString:
    """The page as machines read it."""
    return scripts(page)


@register.simple_tag(takes_context=True)
def card(context: Context, item: Item, *, level: int = 3, brief: bool = False, template: str = "") -> SafeString:
    """The item's card, by its type's template or the given one."""
    return card_of(item, language=context["page_context"].language, level=level, brief=brief, template=template)


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
def facet_value(facets: Mapping[str, Mapping[str, str]], facet: str, label: str) -> str:
    """The value under which the page is found by this label; empty if there is none."""
    return facets.get(facet, {}).get(label, "")


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
