"""In which languages the site can speak."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from cms.publishing.reading.website import languages_with_front_page

SOURCE = "en"
"""The language of the texts in the source."""


@cache
def _catalogues() -> frozenset[str]:
    folder = Path(__file__).parent / "locale"
    return frozenset(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/django.mo"))


def spoken_language(language: str) -> str:
    """The language itself if the site's own words are translated into it, else the default language."""
    base = language.split("-")[0]
    return language if base == SOURCE or base in _catalogues() else settings.LANGUAGE_CODE


def site_languages() -> tuple[str, ...]:
    """The languages that have a public front page, in the order of the settings; nothing stands in the others."""
    homes = languages_with_front_page()
    return tuple(code for code, _name in settings.LANGUAGES if code in homes)
