"""What the website asks of the ledger beside lists: its sections, its news, its addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, F, JSONField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from cms.publishing.models import Entry
from cms.publishing.reading.entries import live_entries


class Section(NamedTuple):
    """A page that menus name; `role` is its legal one, None for most."""

    type: str
    locale: str
    title: str
    path: str
    role: str | None


def sections(types: Collection[str], *, page_locales: Collection[str]) -> list[Section]:
    """The pages of these types in all languages, and standard pages in some, by title."""
    role = KeyTextTransform("value", KeyTransform("legal_role", Cast("document", JSONField())))
    meant = Q(type="page", locale__in=page_locales) | Q(type__in=types)
    entries = live_entries().filter(meant).annotate(role=Cast(role, CharField())).order_by("sort_key")
    return [Section(*row) for row in entries.values_list(*Section._fields)]


def languages_with_front_page() -> set[str]:
    """The languages in which the site has a front page."""
    return set(live_entries().filter(type="home").values_list("locale", flat=True))


def news_below(section: str, *, locale: str) -> QuerySet[Entry]:
    """All news, newest first, with whatever plugins have put below the section at this path."""
    day = KeyTextTransform("published_on", Cast("document", JSONField()))
    meant = Q(type="news") | Q(path__startswith=section) if section else Q(type="news")
    entries = live_entries().filter(meant, locale=locale).exclude(path=section)
    return entries.annotate(day=Cast(day, CharField())).order_by(F("day").desc(nulls_last=True), "id")


class Address(NamedTuple):
    """Where a page stands; its translations share the key."""

    key: UUID
    locale: str
    path: str
    updated_at: dt.datetime


def addresses(start: int, end: int) -> list[Address]:
    """Some of the addresses of all public pages, translations side by side."""
    pages = _pages().order_by("translation_key", "locale").values_list("translation_key", *Address._fields[1:])
    return [Address(*row) for row in pages[start:end]]


def address_changes() -> list[dt.datetime]:
    """When each of these pages last changed, in the same order."""
    return list(_pages().order_by("translation_key", "locale").values_list("updated_at", flat=True))


def _pages() -> QuerySet[Entry]:
    return live_entries().exclude(path="")


def paths_of_type(type_name: str) -> dict[str, str]:
    """Where the page of the type stands in each language."""
    return dict(live_entries().filter(type=type_name).values_list("locale", "path"))
