"""What every page needs around its own text: language, navigation, document, alternatives in other languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from cms.content.documents.shapes import RIGHT_TO_LEFT
from cms.site.addresses import language_prefix, search_path
from cms.site.documents import Shown, draft_document, public_document
from cms.site.languages import spoken_language
from cms.site.navigation import Link, Navigation, navigation


@dataclass(frozen=True)
class Language:
    """A language of the site, and where the page, or else the front page, stands in it."""

    code: str
    name: str
    address: str
    current: bool
    translated: bool


@dataclass(frozen=True)
class Frame:
    """The page's frame for one request."""

    language: str
    navigation: Navigation
    now: dt.datetime
    shown: Shown | None
    path: str
    site_name: str

    @property
    def document(self) -> dict[str, Any]:
        """The page's document; empty for pages that are no content."""
        return self.shown.document if self.shown else {}

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def spoken(self) -> str:
        """The language of the site's own words, which may lack the page's language."""
        return spoken_language(self.language)

    @property
    def recorded(self) -> str:
        """The language of what belongs to all languages: records, and what is said about images."""
        return settings.LANGUAGE_CODE

    @property
    def search_path(self) -> str:
        """Where the search stands in this language."""
        return search_path(self.language)

    @property
    def canonical(self) -> str:
        """The one address of the page."""
        return self.document.get("url") or settings.BASE_URL + self.path

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Language and address of the page in each language that it has, itself included; none if it stands alone."""
        translations = self.document.get("translations") or []
        if not translations:
            return []
        return sorted([(self.language, self.canonical), *((each["locale"], each["url"]) for each in translations)])

    @cached_property
    def languages(self) -> list[Language]:
        """All languages of the site for the switcher, in the order of the settings."""
        return list(self._languages())

    def _languages(self) -> Iterable[Language]:
        translations = {each["locale"]: each["url"] for each in self.document.get("translations") or []}
        for code, name in settings.LANGUAGES:
            home = self.navigation.homes.get(code)
            if code == self.language:
                yield Language(code, name, self.path, True, True)
            elif code in translations or home:
                yield Language(code, name, translations.get(code) or home or "", False, code in translations)

    @property
    def way(self) -> list[Link]:
        """The pages above this one: front page and section."""
        sections = [
            link for link in self.navigation.sections if self.path.startswith(link.path) and self.path != link.path
        ]
        return [Link(self.site_name, self.navigation.home), *sections]

    @property
    def is_home(self) -> bool:
        """Whether this is a front page."""
        return self.document.get("type") == "home"


def frame_of(request: HttpRequest, page: Page | None) -> Frame:
    """The frame of the page, or of a page that is no content; a preview shows what is not public yet."""
    language = page.locale.language_code if page else get_language() or settings.LANGUAGE_CODE
    shown = _shown(page, preview=getattr(request, "is_preview", False)) if page else None
    return Frame(
        language=language,
        navigation=navigation(language),
        now=timezone.now(),
        shown=shown,
        path=(shown.document["path"] if shown else request.path) or language_prefix(language),
        site_name=settings.WAGTAIL_SITE_NAME,
    )


def _shown(page: Page, *, preview: bool) -> Shown:
    """A live page that the ledger has not seen yet is shown as it stands, too."""
    return (None if preview else public_document(page)) or draft_document(page)
