"""In which languages the site can speak."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from cms.publishing.reading.website import languages_with_front_page

T = TypeVar("T")

SOURCE = "en"
"""The language of the texts in the source."""


@cache
def _catalogues() -> frozenset[str]:
    folder = Path(__file__).parent / "locale"
    return frozenset(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/django.mo"))


def ui_language(language: str) -> str:
    """The language itself if the site's own words are translated into it, else the default language."""
    base = language.split("-")[0]
    return language if base == SOURCE or base in _catalogues() else settings.LANGUAGE_CODE


def site_languages() -> tuple[str, ...]:
    """The languages that have a public front page, in the order of the settings; nothing stands in the others."""
    homes = languages_with_front_page()
    return tuple(code for code, _name in settings.LANGUAGES if code in homes)


def in_language_or_default(language: str, fetch: Callable[[str], T]) -> T:
    """What there is in the language; where that is nothing, what there is in the default language."""
    return fetch(language) or fetch(settings.LANGUAGE_CODE)
