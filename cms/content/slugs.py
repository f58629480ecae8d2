"""Addresses from German titles: readable, and never the opposite of what was meant."""

from __future__ import annotations

import re
import unicodedata

from cms.content import sorting

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LETTERS = {**sorting.LETTERS, ord("ə"): "e"}
INVISIBLE = {"Mn", "Cf"}
APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
NO_WORD = re.compile(r"[^a-z0-9]+")


def slugify_de(text: str, *, max_length: int = 240) -> str:
    """An ASCII slug; umlauts are written out, and whatever is no Latin letter or digit parts words.

    „(K)EINE Rolle“ gives `k-eine-rolle`, „Migrant*innen“ gives `migrant-innen`, „MO’s“ gives `mos`. Text without Latin
    letters and digits gives "".
    """
    lowered = unicodedata.normalize("NFC", text).lower().translate(GERMAN).translate(LETTERS)
    decomposed = unicodedata.normalize("NFKD", APOSTROPHE.sub("", lowered))
    bare = "".join(character for character in decomposed if unicodedata.category(character) not in INVISIBLE)
    return NO_WORD.sub("-", bare).strip("-")[:max_length].rstrip("-")
