"""Sort keys as a German reader expects them (DIN 5007-1): accents do not count, titles and legal forms neither."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that do not come apart into one and its accent."""
NOT_SORTED = re.compile(r"\b(?:dr|prof)\.|\be\.\s?v\b\.?|\bg?gmbh\b")


@lru_cache(maxsize=10_000)
def sort_key(text: str) -> str:
    """The text folded for comparison: „Dr. Ümit Koşan“ sorts as `umit kosan`, „Förderverein … e.V.“ without its form."""
    lowered = NOT_SORTED.sub(" ", unicodedata.normalize("NFC", text).replace("\xa0", " ").lower()).translate(LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    kept = "".join(c if c.isalnum() else " " for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(kept.split())[:500]
