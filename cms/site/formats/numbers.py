"""Numbers as exactly as they are known."""

from __future__ import annotations

from babel.numbers import format_decimal
from django.utils.translation import ngettext, pgettext

from cms.public.languages import babel_locale

SIGNS = {"about": "≈", "over": ">", "under": "<"}
"""How a figure shows that it is not exact (T8)."""


def number_text(value: float, *, language: str) -> str:
    """The number with the language's separators, at most two decimals."""
    return format_decimal(value, format="#,##0.##", locale=babel_locale(language))


def qualified_text(value: float, qualifier: str, *, language: str) -> str:
    """The number in words of its exactness: „rund 50“, „über 200“, „43“."""
    number = number_text(value, language=language)
    if qualifier == "about":
        return pgettext("how exact", "about %(number)s") % {"number": number}
    if qualifier == "over":
        return pgettext("how exact", "over %(number)s") % {"number": number}
    if qualifier == "under":
        return pgettext("how exact", "under %(number)s") % {"number": number}
    return number


def participants_text(value: int, qualifier: str, *, language: str) -> str:
    """Who came: „rund 50 Teilnehmende“."""
    number = qualified_text(value, qualifier, language=language)
    return ngettext("%(number)s participant", "%(number)s participants", value) % {"number": number}


def figure_text(value: float, qualifier: str, *, language: str) -> str:
    """The number as a large figure: „≈ 1.250“."""
    sign = SIGNS.get(qualifier, "")
    return f"{sign} {number_text(value, language=language)}".strip()
