"""Addresses of the site's own pages."""

from __future__ import annotations

from django.conf import settings


def search_path(language: str) -> str:
    """The path of the search page in the language: `/suche/`, `/en/search/`."""
    word = "suche" if language.split("-")[0] == "de" else "search"
    return f"{language_prefix(language)}{word}/"


def language_prefix(language: str) -> str:
    """The path under which the pages of a language stand."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def local(address: str | None) -> str:
    """The address without the installation's own host, so that it leads to the same server by whatever name."""
    return (address or "").removeprefix(settings.BASE_URL) if settings.BASE_URL else address or ""
