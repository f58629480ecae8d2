"""Things in the best of several languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from cms.publishing.models import Entry
from cms.publishing.reading.entries import live_entries, live_types


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

    def rank(self, locale: str) -> int:
        """The place of the language among the preferred ones; the last one for others, such as that of records."""
        return self.chain.index(locale) if locale in self.chain else len(self.chain)


def in_languages(entries: QuerySet[Entry], languages: Languages, types: Collection[str] = ()) -> list[QuerySet[Entry]]:
    """Each thing in the best of the languages in which it is public: those of each language, and records, which have none.

    `types` are those of the entries, where it is known.
    """
    if not languages.chain:
        return [entries]
    have_languages = {hasattr(public.model, "locale") for public in live_types(types)}
    found = [] if have_languages == {True} else [entries.filter(locale="")]
    for position, code in enumerate(languages.chain if True in have_languages else ()):
        better = live_entries().filter(
            type=OuterRef("type"),
            translation_key=OuterRef("translation_key"),
            locale__in=languages.chain[:position],
        )
        own = entries.filter(locale=code)
        found.append(own.exclude(Exists(better)) if position else own)
    return found


def count_elsewhere(entries: QuerySet[Entry], language: str) -> Mapping[str, int]:
    """How many of the entries of all languages have no version in this one, by language, in one query."""
    own = entries.filter(locale=language).order_by().values("translation_key")
    others = entries.exclude(locale__in=(language, "")).exclude(translation_key__in=own)
    return dict(others.order_by().values_list("locale").annotate(number=Count("pk")))
