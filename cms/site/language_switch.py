"""The way to other languages: to the same page and question where there is one, else to what is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from cms.public.languages import autonym
from cms.site.addresses import search_path
from cms.site.list_filters import query_string
from cms.site.navigation import Navigation


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, and where the page stands in it; where it is not translated, where its section or front page stands."""

    code: str
    name: str
    address: str
    current: bool
    translated: bool


def languages(
    *,
    current: str,
    path: str,
    translations: Mapping[str, str],
    navigation: Navigation,
    section: str,
    parameters: QueryDict,
) -> Iterable[LanguageLink]:
    """All languages of the site, in the order of the settings; `section` is the type of the list below which the page stands."""
    question = query_string(parameters, page=None).removesuffix("?")
    for code, _name in settings.LANGUAGES:
        if code not in navigation.homes and code != current:
            continue
        same = path if code == current else translations.get(code)
        if path == search_path(current):
            same = search_path(code)
        address = same + question if same else navigation.nearest(section, code)
        yield LanguageLink(code, autonym(code).text, address, code == current, same is not None)
