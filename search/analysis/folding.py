"""Brings spellings of one word together: case, accents, umlauts written out, dotless i."""

from __future__ import annotations

import re
import unicodedata

from cms.content import sorting

LETTERS = {**sorting.LETTERS, ord("ـ"): None}
INVISIBLE = frozenset({"Mn", "Cf"})
WRITTEN_OUT = re.compile(r"([ao])e|(?<![aeiouyq])ue")


def lowered(text: str) -> str:
    """The text in lower case; a capital I with dot becomes one letter, not two."""
    return text.replace("İ", "i").lower()


def fold(text: str) -> str:
    """The text in plain letters: „Koşan“ gives `kosan`; „Ümit“, „Uemit“ and „Umit“ give `umit`; „Straße“ gives `strasse`."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", lowered(text)).translate(LETTERS)
        bare = "".join(char for char in decomposed if unicodedata.category(char) not in INVISIBLE)
    return WRITTEN_OUT.sub(lambda found: found[1] or "u", bare)
