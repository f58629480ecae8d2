"""What months and seasons are called, in every language that is analysed; months from CLDR."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel.dates import get_month_names

from search.analysis.folding import fold

LOCALES = ("de", "de_AT", "en", "tr", "ar", "ar_SY", "ar_MA", "fr", "ru", "uk")
"""Languages, with countries where months have names of their own."""

CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")

SEASONS = {
    (3, 4, 5): "frühling frühjahr spring ilkbahar bahar printemps весна весной الربيع ربيع",
    (6, 7, 8): "sommer summer yaz été лето летом літо الصيف صيف",
    (9, 10, 11): "herbst autumn fall sonbahar güz automne осень осенью осінь الخريف خريف",
    (12, 13, 14): "winter kış hiver зима зимой الشتاء شتاء",
    (1, 2, 3, 4): "anfang jahresanfang early",
    (5, 6, 7, 8): "mitte mid",
    (9, 10, 11, 12): "ende jahresende late",
}
"""Months of the seasons, and of beginning, middle and end of a year, which CLDR does not name; those after 12 are in the next year."""


@cache
def months() -> dict[str, int]:
    """The folded names of months; one of two words is parted by a space."""
    return _numbered("wide")


@cache
def short_months() -> dict[str, int]:
    """Their folded abbreviations: „ara“ is one in Turkish, so that they count only beside a day or a year."""
    return {**_numbered("abbreviated"), "sept": 9}


@cache
def seasons() -> dict[str, tuple[int, ...]]:
    """The folded names of seasons."""
    return {fold(name): numbers for numbers, names in SEASONS.items() for name in names.split()}


def _numbered(width: Literal["wide", "abbreviated"]) -> dict[str, int]:
    """Each name with its number; one that means different months in two languages means none."""
    found: dict[str, set[int]] = {}
    for locale in LOCALES:
        for context in CONTEXTS:
            for number, name in get_month_names(width, context, locale).items():
                found.setdefault(fold(name).rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
