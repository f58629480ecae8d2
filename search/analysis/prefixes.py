"""Prefixes of words: what inflection, compounding and many typing errors leave of them."""

from __future__ import annotations

import re

LENGTH = 5
DOUBLED = re.compile(r"(.)\1+")


def prefix(folded: str) -> str:
    """The first five letters of a folded word."""
    return folded[:LENGTH]


def squeezed(folded: str) -> str:
    """The word with doubled letters written once: „Modellprojekt“ and the misspelt „Modelprojekt“ agree."""
    return DOUBLED.sub(r"\1", folded)
