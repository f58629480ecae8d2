"""What the filters of a list offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from cms.content.sorting import sort_key
from cms.extend import Record, registry
from cms.public.languages import autonym
from cms.publishing.reading.facets import facet_counts, languages_of_titles
from cms.publishing.reading.memory import LedgerMemory

FIRST = 6
"""How many values a filter shows before one has to ask for more."""


@dataclass(frozen=True)
class Choice:
    """A value to choose, with the number of things under it; `language` is that of its label, empty where it is the page's."""

    value: str
    label: str
    count: int
    chosen: bool = False
    language: str = ""


@dataclass(frozen=True)
class Choices:
    """One filter with its values, by label."""

    name: str
    label: str
    values: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """The values that are shown at once."""
        return self.values[:FIRST]

    @property
    def further(self) -> tuple[Choice, ...]:
        """The values that one has to ask for."""
        return self.values[FIRST:]

    @property
    def has_hidden_choice(self) -> bool:
        """Whether a chosen value stands beyond the first few."""
        return any(choice.chosen for choice in self.further)


def choices(
    *, type_name: str, locale: str, names: Sequence[str], chosen: dict[str, tuple[str, ...]] | None = None
) -> list[Choices]:
    """The filters of these names over all live things of the type, in one query; filters without values are left out."""
    counted, languages = _counts.get((type_name, locale, tuple(names)), lambda: _count(type_name, locale, names))
    found: dict[str, list[Choice]] = {}
    for name, value, label, count in counted:
        is_chosen = value in (chosen or {}).get(name, ())
        choice = Choice(value, label, count, is_chosen, languages.get((name, value), ""))
        found.setdefault(name, []).append(choice)
    labels = {facet.name: str(facet.label) for facet in registry().facets}
    return [Choices(name, labels.get(name, name), _sorted(found[name])) for name in names if name in found]


def _count(type_name: str, locale: str, names: Sequence[str]) -> Counts:
    """Each (filter, value, label) with its number, and the languages of the labels."""
    rows = facet_counts(type_name, locale=locale, names=names)
    return rows, languages_of_labels((name, value, label) for name, value, label, _count in rows)


Counts = tuple[Sequence[tuple[str, str, str, int]], Mapping[tuple[str, str], str]]

_counts = LedgerMemory[Counts](most=100)


def languages_of_labels(labels: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """The language of each (filter, value, label), where it is not the page's.

    Records are called by the default language's name, people by none, languages by their own; a page has its own language.
    """
    found: dict[tuple[str, str], str] = {}
    pages: dict[str, list[tuple[str, str]]] = {}
    for name, value, label in labels:
        public = registry().public_types.get(name)
        if name == "language":
            found[name, value] = autonym(value).language
        elif isinstance(public, Record):
            found[name, value] = "" if name == "person" else settings.LANGUAGE_CODE
        elif public is not None:
            pages.setdefault(name, []).append((value, label))
    for name, named in pages.items():
        locales = languages_of_titles(name, [label for _value, label in named])
        found |= {(name, value): locales.get(label, "") for value, label in named}
    return found


def _sorted(values: list[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(values, key=lambda choice: sort_key(choice.label)))
