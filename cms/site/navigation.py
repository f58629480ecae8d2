"""The ways through the site: sections, legal pages, languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from cms.publishing.reading.memory import LedgerMemory
from cms.publishing.reading.website import Section, sections

SECTIONS = ("event_index", "partner_index", "city_programme_index", "news_index")
LEGAL_ORDER = ("imprint", "privacy", "accessibility", "plain_language")


@dataclass(frozen=True)
class Link:
    """A page to go to."""

    title: str
    path: str
    type: str = ""
    locale: str = ""


@dataclass(frozen=True)
class Navigation:
    """Where one can go from every page, in one language."""

    home: str
    sections: tuple[Link, ...]
    pages: tuple[Link, ...]
    legal: tuple[Link, ...]
    homes: Mapping[str, str]
    everywhere: Mapping[tuple[str, str], str]

    def nearest(self, type_name: str, language: str) -> str:
        """Where the section of this type stands in another language, or else that language's front page."""
        return self.everywhere.get((type_name, language)) or self.homes.get(language) or self.home

    def section(self, type_name: str) -> str:
        """The path of a section by its type; empty if there is none."""
        return next((link.path for link in self.sections if link.type == type_name), "")

    def addresses(self, type_name: str) -> dict[str, str]:
        """Where the section of this type stands, by language."""
        return {language: path for (name, language), path in self.everywhere.items() if name == type_name}


def navigation(language: str) -> Navigation:
    """The navigation in the language, in one query; a section without a page in it leads to the default language's."""
    return _navigations.get(language, lambda: _read(language))


def _read(language: str) -> Navigation:
    rows = sections(("home", *SECTIONS), page_locales=(language, settings.LANGUAGE_CODE))
    homes = {row.locale: row.path for row in rows if row.type == "home"}
    own = [row for row in rows if row.type == "page" and row.locale == language]
    pages = own or [row for row in rows if row.type == "page"]
    legal = sorted(_legal(rows, language), key=_legal_rank)
    return Navigation(
        home=homes.get(language) or homes.get(settings.LANGUAGE_CODE) or "/",
        sections=tuple(_sections(rows, language)),
        pages=tuple(_link(row) for row in pages if not row.role and _is_top(row.path, homes)),
        legal=tuple(map(_link, legal)),
        homes=homes,
        everywhere={(row.type, row.locale): row.path for row in rows if row.type in SECTIONS},
    )


def _sections(rows: list[Section], language: str) -> Iterable[Link]:
    for section in SECTIONS:
        found = {row.locale: row for row in rows if row.type == section}
        if row := found.get(language) or found.get(settings.LANGUAGE_CODE):
            yield _link(row)


def _legal(rows: list[Section], language: str) -> Iterable[Section]:
    """One page for each role: in the language if there is one, else the default language's, by whose word the law is kept."""
    with_role = [row for row in rows if row.type == "page" and row.role]
    for role in dict.fromkeys(row.role for row in with_role):
        found = {row.locale: row for row in with_role if row.role == role}
        if row := found.get(language) or found.get(settings.LANGUAGE_CODE):
            yield row


def _link(row: Section) -> Link:
    return Link(row.title, row.path, row.type, row.locale)


def _is_top(path: str, homes: Mapping[str, str]) -> bool:
    parents = [home for home in homes.values() if path.startswith(home)]
    below = path.removeprefix(max(parents, key=len, default="/"))
    return below.strip("/").count("/") == 0


def _legal_rank(row: Section) -> int:
    return LEGAL_ORDER.index(row.role) if row.role in LEGAL_ORDER else len(LEGAL_ORDER)


_navigations = LedgerMemory[Navigation](most=100)
