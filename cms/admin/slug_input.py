"""The slug field of the editor, which writes in the browser what the server would."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import Any

from wagtail.admin.widgets import SlugInput

from cms.content.slugs import slugify_de

LATIN = chain(range(0xC0, 0x250), range(0x1E00, 0x1F00))
UMLAUTS = [("[aA]\u0308", "ae"), ("[oO]\u0308", "oe"), ("[uU]\u0308", "ue")]
REST = [
    (r"([0-9A-Za-z])['’ʼ](?=[0-9A-Za-z])", "$1"),
    ("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+", ""),
    (r"[^0-9A-Za-z]+", "-"),
    (r"^-+|-+$", ""),
]


@cache
def formatters() -> list[tuple[str, str]]:
    """Replacements in JavaScript's terms, in order; those of letters are asked from `slugify_de`, so that both agree."""
    letters: dict[str, str] = {}
    for character in map(chr, LATIN):
        if written := slugify_de(character):
            letters[written] = letters.get(written, "") + character
    return [*UMLAUTS, *((f"[{re.escape(found)}]", written) for written, found in letters.items()), *REST]


class GermanSlugInput(SlugInput):
    """Wagtail's slug field with the rules of `slugify_de` (T1)."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(attrs, **{"formatters": formatters(), **kwargs})
