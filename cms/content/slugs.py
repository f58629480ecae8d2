"""Addresses from German titles: readable, and never the opposite of what was meant."""

from __future__ import annotations

import re
import unicodedata

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ẞ": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})
ACCENTS = {"Mn"}
NOT_WORD = re.compile(r"[^\w]+|_+")


def slugify_de(text: str, *, max_length: int = 255) -> str:
    """An ASCII slug; umlauts are written out, and whatever is no letter or digit parts words.

    „(K)EINE Rolle“ gives `k-eine-rolle`, „Migrant*innen“ gives `migrant-innen`. Text without Latin letters gives "".
    """
    lowered = text.lower().replace("i̇", "i").translate(GERMAN)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if unicodedata.category(c) not in ACCENTS)
    words = NOT_WORD.sub("-", bare).encode("ascii", "ignore").decode()
    slug = re.sub(r"-{2,}", "-", words).strip("-")
    return slug[:max_length].rstrip("-")
