"""What every page needs around its own text: language, navigation, document, alternatives in other languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from wagtail.models import Page

from cms.extend import PointFailed
from cms.public.languages import direction
from cms.publishing.incomplete_documents import lacks_document
from cms.site.addresses import language_prefix, local, search_path
from cms.site.documents import Shown, draft_document, public_document
from cms.site.elsewhere import Elsewhere, elsewhere
from cms.site.language_switch import LanguageLink, languages
from cms.site.languages import site_languages, ui_language
from cms.site.list_part import ListPart
from cms.site.listings import Listing, Question, listing
from cms.site.navigation import Link, Navigation, navigation
from cms.site.theming.theme import Theme, theme_of


@dataclass(frozen=True)
class PageContext:
    """What a page knows of its place, for one request."""

    language: str
    navigation: Navigation
    now: dt.datetime
    shown: Shown | None
    path: str
    theme: Theme
    parameters: QueryDict

    @cached_property
    def document(self) -> dict[str, Any]:
        """The page's document; empty for pages that are no content."""
        return self.shown.document if self.shown else {}

    @property
    def site_name(self) -> str:
        """What the federation is called."""
        return self.theme.name

    @property
    def facets(self) -> Mapping[str, Mapping[str, str]]:
        """`facets[name][label]` is the value under which the page is found by the label."""
        return self.shown.facets if self.shown else {}

    @cached_property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction(self.language)

    @cached_property
    def lang_of_ui(self) -> str:
        """The language of the site's own words, which may lack the page's language."""
        return ui_language(self.language)

    @cached_property
    def mark_ui(self) -> SafeString:
        """The attribute of a region with the site's own words, where they are in another language than the page."""
        return format_html('lang="{}"', self.lang_of_ui) if self.lang_of_ui != self.language else SafeString()

    @cached_property
    def mark_text(self) -> SafeString:
        """The attribute of a region with the page's own text within one of the site's words."""
        return format_html('lang="{}"', self.language) if self.lang_of_ui != self.language else SafeString()

    @property
    def records_language(self) -> str:
        """The language of what belongs to all languages: records, and what is said about images."""
        return settings.LANGUAGE_CODE

    @cached_property
    def search_path(self) -> str:
        """Where the search stands in this language."""
        return search_path(self.language)

    @cached_property
    def canonical(self) -> str:
        """The one address of the page."""
        return self._address + self.part.query

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """`prev` and `next` with their addresses, of a part of a list that has such."""
        queries = {"prev": self.part.previous, "next": self.part.next}
        return [(name, self._address + query) for name, query in queries.items() if query is not None]

    @cached_property
    def _address(self) -> str:
        return str(self.document.get("url") or settings.BASE_URL + self.path)

    @cached_property
    def title(self) -> str:
        """The page's title, with what tells a part of a list from the others: „Veranstaltungen: Kiel, 2018“."""
        return ": ".join(filter(None, [self.document.get("title", ""), ", ".join(self.part.words)]))

    @property
    def head_title(self) -> str:
        """The title with the site's name, as browsers and search engines show it."""
        if self.is_home:
            return f"{self.site_name} – {Truncator(self.document.get('lead') or '').chars(90)}"
        return f"{self.title} – {self.site_name}"

    @cached_property
    def description(self) -> str:
        """The page for search engines; that of a part of a list begins with its title."""
        whole = self.document.get("description") or ""
        return whole if self.part.is_whole else ". ".join(filter(None, [self.title, whole]))

    @cached_property
    def listing(self) -> Listing | None:
        """What the page lists; None if it is no list."""
        question = Question(parameters=self.parameters, locale=self.language, path=self.path, now=self.now)
        return listing(self.document.get("type", ""), question)

    @cached_property
    def part(self) -> ListPart:
        """Which part of its list the page shows."""
        return self.listing.part if self.listing else ListPart()

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Language and address of the page in each language that it has, itself included; none if it stands alone."""
        translations = self.document.get("translations") or []
        if not translations or not self.part.is_whole:
            return []
        return sorted([(self.language, self.canonical), *((each["locale"], each["url"]) for each in translations)])

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """All languages of the site for the switch."""
        translations = {each["locale"]: local(each["url"]) for each in self.document.get("translations") or []}
        above = self.breadcrumbs
        return list(
            languages(
                current=self.language,
                path=self.path,
                translations=translations,
                navigation=self.navigation,
                section=above[1].type if len(above) > 1 else "",
                parameters=self.parameters,
            )
        )

    @cached_property
    def other_languages(self) -> list[Elsewhere]:
        """How much more of what the page lists there is in other languages."""
        if self.listing is None:
            return []
        if self.is_home:
            addresses = self.navigation.addresses("event_index")
        else:
            addresses = {each.code: each.address for each in self.languages if each.translated}
        listing = self.listing
        return elsewhere(
            listing.everywhere, language=self.language, addresses=addresses, known_as=listing.everywhere_known_as
        )

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        """The pages above this one: front page and section."""
        sections = [
            link for link in self.navigation.sections if self.path.startswith(link.path) and self.path != link.path
        ]
        return [Link(self.site_name, self.navigation.home), *sections]

    @cached_property
    def is_home(self) -> bool:
        """Whether this is a front page."""
        return self.document.get("type") == "home"


def page_context_of(request: HttpRequest, page: Page | None) -> PageContext:
    """The context of the page, or of a page that is no content; a preview shows what is not public yet."""
    return context_of(request, _shown(page, preview=getattr(request, "is_preview", False)) if page else None)


def context_of(request: HttpRequest, shown: Shown | None) -> PageContext:
    """The context of what shows this document, if any."""
    language = shown.document["locale"] if shown else _language_of_site(get_language())
    return PageContext(
        language=language,
        navigation=navigation(language),
        now=timezone.now(),
        shown=shown,
        path=(shown.document["path"] if shown else request.path) or language_prefix(language),
        theme=theme_of(request),
        parameters=request.GET,
    )


def _language_of_site(language: str | None) -> str:
    """The language if the site speaks it, else the default language: a page that is no content stands in one of the site's."""
    if language is None or language == settings.LANGUAGE_CODE:
        return settings.LANGUAGE_CODE
    return language if language in site_languages() else settings.LANGUAGE_CODE


def _shown(page: Page, *, preview: bool) -> Shown:
    """A live page that the ledger has not seen yet is shown as it stands, too; raises `PointFailed` for one whose document failed."""
    if preview:
        return draft_document(page)
    if found := public_document(page):
        return found
    if lacks_document(page):
        raise PointFailed("Its document could not be built; the worker tries that again, and no visitor waits for it.")
    return draft_document(page)
