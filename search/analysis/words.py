"""Cuts text into words, with their places, so that a hit can be marked in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from search.analysis import gender
from search.analysis.folding import lowered

LETTER = r"[^\W\d_]"
INSIDE = r"\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200d"
"""Soft hyphens, accents and joiners: they stand inside of words."""

ASSOCIATION = r"(?<!\w)(?i:e\.\s?v\.?|ev)(?!\w)"
DOTTED = rf"(?<!\w)(?:{LETTER}\.){{2,}}{LETTER}?(?!\w)"
ACRONYMS = r"(?<!\w)[A-ZÄÖÜ]{2,}['’]?s(?!\w)"
OPENING = rf"(?<!\w)\({LETTER}{{1,2}}\){LETTER}{{3,}}"
PLAIN = rf"[^\W_]+(?:[{INSIDE}]+[^\W_]*)*"

COMMON = "|".join(
    [
        rf"(?P<association>{ASSOCIATION})",
        rf"(?P<dotted>{DOTTED})",
        rf"(?P<acronyms>{ACRONYMS})",
        rf"(?P<opening>{OPENING})",
    ]
)
GENDERED = "|".join(
    [
        rf"(?<!\w){LETTER}{{2,}}(?:[*:_·•‧](?:in|Innen|INNEN)|-innen){LETTER}*",
        rf"(?<!\w){LETTER}{{2,}}/-?in(?:nen)?(?!\w)",
        rf"(?<!\w){LETTER}{{2,}}\((?:innen|inn|in)\){LETTER}*",
    ]
)
ANY = re.compile(rf"{COMMON}|(?P<word>{PLAIN})")
GERMAN = re.compile(rf"{COMMON}|(?P<gendered>{GENDERED})|(?P<word>{PLAIN})")
PIECE = re.compile(r"\S+(?:(?<=\b[eE]\.)\s(?=[vV])\S+)*")
"""What stands between gaps. No word reaches over a gap but „e. V.“, so that a text can be read piece by piece."""


class Word(NamedTuple):
    """A word: as it is read, as it is spelt (lower case), and where it stands in the text."""

    base: str
    spelt: str
    start: int
    end: int


def composed(text: str) -> str:
    """The text in the form that places of words refer to."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words(text: str, *, german: bool) -> Iterator[Word]:
    """The words of a composed text, in order; `german` reads gender forms as one word."""
    for found in (GERMAN if german else ANY).finditer(text):
        shown, kind = found[0], found.lastgroup
        if _is_apostrophe_rest(text, found):
            continue
        base = _BASES[kind](shown) if kind in _BASES else shown
        yield Word(gender.neutral(base) if german else base, lowered(shown), found.start(), found.end())


def _is_apostrophe_rest(text: str, found: re.Match[str]) -> bool:
    """The s of „Andrea’s“ is no word of its own."""
    return len(found[0]) == 1 and text[max(found.start() - 1, 0) : found.start()] in {"'", "’"}


_BASES: dict[str | None, Callable[[str], str]] = {
    "association": lambda shown: "eV",
    "dotted": lambda shown: shown.replace(".", ""),
    "acronyms": lambda shown: shown[:-1].rstrip("'’"),
    "opening": lambda shown: shown.replace("(", "").replace(")", ""),
}
