"""In which languages the site can speak."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from cms.content.facets import LANGUAGE_NAMES

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


def native_name(language: str) -> str:
    """What speakers of the language call it; the code where nobody knows."""
    return LANGUAGE_NAMES.get(language, language)
