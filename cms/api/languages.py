"""Which languages are wanted, and which stand in where one is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.api import parameters
from cms.publishing.entries import live_entries
from cms.publishing.grammar import FilterError
from cms.publishing.models import Entry

EVERY = "*"
NONE = "none"


@dataclass(frozen=True)
class Languages:
    """Languages by preference, the first one wanted, the others standing in; no language at all means every one.

    `negotiated` says that the request's `Accept-Language` had a part in it.
    """

    chain: tuple[str, ...] = ()
    negotiated: bool = False

    def is_fallback(self, locale: str) -> bool:
        """Whether a document in this language stands in for another one; records belong to all languages."""
        return bool(self.chain and locale) and locale != self.chain[0]


def codes() -> tuple[str, ...]:
    """The languages of the installation."""
    return tuple(code for code, _ in settings.LANGUAGES)


def wanted_languages(query: QueryDict, accept_language: str) -> Languages:
    """What `locale` and `fallback` ask for, otherwise the request's header, otherwise the default language."""
    locale = parameters.choice(query, "locale", (*codes(), EVERY))
    fallback = _fallback(query)
    if locale == EVERY:
        if fallback:
            raise FilterError("fallback", "not_together", "fallback: with locale=* nothing is missing; leave it out.")
        return Languages()
    if locale is not None:
        return Languages(tuple(dict.fromkeys((locale, *(fallback or ())))))
    accepted = _accepted(accept_language)
    if fallback is not None:
        return Languages(tuple(dict.fromkeys((accepted[0], *fallback))), negotiated=True)
    return Languages(accepted, negotiated=True)


def _fallback(query: QueryDict) -> tuple[str, ...] | None:
    """The languages that may stand in; None if nothing was said about it."""
    found = parameters.choices(query, "fallback", (*codes(), NONE))
    if NONE in found and len(found) > 1:
        raise FilterError("fallback", "not_together", "fallback: give languages or none, not both.")
    return None if not found else tuple(code for code in found if code != NONE)


def _accepted(header: str) -> tuple[str, ...]:
    """The installation's languages by the header's preference, the default one last."""
    known = codes()
    found = [
        code
        for tag, quality in parse_accept_lang_header(header.lower())
        for code in (tag, tag.split("-")[0])
        if quality and code in known
    ]
    return tuple(dict.fromkeys((*found, settings.LANGUAGE_CODE)))


def in_languages(entries: QuerySet[Entry], languages: Languages) -> QuerySet[Entry]:
    """Each thing in the best of the languages in which it is public, and records."""
    if not languages.chain:
        return entries
    condition = Q(locale="")
    for position, code in enumerate(languages.chain):
        better = live_entries().filter(
            type=OuterRef("type"),
            translation_key=OuterRef("translation_key"),
            locale__in=languages.chain[:position],
        )
        condition |= Q(~Exists(better), locale=code) if position else Q(locale=code)
    return entries.filter(condition)
