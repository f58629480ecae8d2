"""Words in another language than what surrounds them are marked: screen readers change their voice, and writing its direction.

The language around is that of the document that a template shows, else that of the page. No mark stands where both are the same and the
site's own words are in it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_from_path

from cms.public.languages import direction, tag

register = template.Library()


@register.simple_tag(takes_context=True)
def lang(context: Context, language: str | None, *, always: bool = False) -> SafeString:
    """The attributes that mark an element as of this language; nothing for no language, or where that goes without saying.

    `always` says it all the same, for what belongs to no page.
    """
    code = tag(language or "")
    if not code:
        return SafeString("")
    around = language_around(context)
    if code == around == get_language() and not always:
        return SafeString("")
    # A tag of a language has nothing in it that would have to be escaped.
    if direction(code) == direction(around):
        return mark_safe(f'lang="{code}"')
    return mark_safe(f'lang="{code}" dir="{direction(code)}"')


@register.simple_tag(takes_context=True)
def words(context: Context, text: Any, language: str | None) -> SafeString:
    """The text, marked as of this language."""
    marks = lang(context, language)
    return format_html("<span {}>{}</span>", marks, text) if marks and text else conditional_escape(text or "")


@register.simple_tag(takes_context=True)
def record(context: Context, text: Any) -> SafeString:
    """Text that belongs to all languages and stands in the default one: the name of a topic, what is said about a place."""
    return words(context, text, settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def named(context: Context, card: Any, *, linked: bool = True) -> SafeString:
    """What a card names, with the language of its title, and a link if it has a page and one is wanted."""
    title, url = _given(card, "title"), _given(card, "url")
    if not url or not linked:
        return words(context, title, language_of_card(card))
    language = language_of_card(card)
    marks = lang(context, language)
    if marks:
        marks = format_html(' hreflang="{}" {}', language, marks)
    address = str(url).removeprefix(settings.BASE_URL) if settings.BASE_URL else str(url)
    return format_html('<a href="{}"{}>{}</a>', address, marks, title)


def language_of_card(card: Any) -> str:
    """The language of a page is in its address; records are named in the default language, and people in none."""
    if _given(card, "type") == "person":
        return ""
    path = urlsplit(str(_given(card, "url") or "")).path
    return get_language_from_path(path) or settings.LANGUAGE_CODE


def language_around(context: Mapping[str, Any] | Context) -> str:
    """The language of the document that the template shows, else of the page."""
    for name, field in (("document", "locale"), ("page_context", "language")):
        if language := _given(context.get(name), field):
            return str(language)
    locale = _given(context.get("page"), "locale")
    return str(_given(locale, "language_code") or get_language() or settings.LANGUAGE_CODE)


def _given(thing: Any, name: str) -> Any:
    """A field of a document, which is a mapping, or of a value object."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
