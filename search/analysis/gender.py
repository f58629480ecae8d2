"""German gender forms: „Migrant*innen“, „Migrant:innen“, „MigrantInnen“, „Migrantinnen“ are all read as „Migranten“."""

from __future__ import annotations

import re
from functools import lru_cache

LETTER = r"[^\W\d_]"
MARKED = re.compile(rf"(?P<base>{LETTER}{{2,}})(?:[*:_·•‧]|/-?|-(?=innen))(?P<suffix>(?i:innen)|in)(?P<tail>{LETTER}*)")
"""`Migrant*innen`, `MIGRANT*INNEN`, `Migrant/-innen`, `Schüler:innenrat`."""
BRACKETED = re.compile(rf"(?P<base>{LETTER}{{2,}})\((?P<suffix>innen|inn|in)\)(?P<tail>{LETTER}*)")
"""`Lehrer(innen)`, `Migrant(inn)en`."""
INNER_CAPITAL = re.compile(rf"(?P<base>{LETTER}+[a-zäöüß])(?P<suffix>Innen|In)(?P<tail>{LETTER}*)")
"""`MigrantInnen`, `SchülerInnenrat`."""

SINGULAR = (
    "erin",
    "antin",
    "entin",
    "istin",
    "ologin",
    "torin",
    "sorin",
    "eurin",
    "ertin",
    "egin",
    "undin",
    "amtin",
    "atin",
)
NO_WOMAN = frozenset(
    [
        "schwerin",
        "konstantin",
        "valentin",
        "quentin",
        "kristin",
        "christin",
        "platin",
        "satin",
        "gelatin",
        "latin",
        "augustin",
        "justin",
        "martin",
    ]
)
NO_WOMEN = (
    "gewinnen",
    "beginnen",
    "entrinnen",
    "verrinnen",
    "zerrinnen",
    "entsinnen",
    "nachsinnen",
    "besinnen",
    "spinnen",
    "dachrinnen",
    "regenrinnen",
)


@lru_cache(maxsize=100_000)
def neutral(word: str) -> str:
    """The word without its gender form; any other word as it is."""
    for pattern in (MARKED, BRACKETED, INNER_CAPITAL):
        if (found := pattern.fullmatch(word)) and (pattern is not INNER_CAPITAL or _ends_well(found)):
            return _masculine(found["base"], found["suffix"].lower(), found["tail"])
    lower = word.lower()
    if lower.endswith("innen") and len(word) >= 9 and not lower.endswith(NO_WOMEN):
        return _masculine(word[:-5], "innen", "")
    if lower.endswith(SINGULAR) and len(word) >= 6 and lower not in NO_WOMAN:
        return word[:-2]
    return word


def _ends_well(found: re.Match[str]) -> bool:
    """„LehrerIn“ ends with its capital suffix; „BergInn“ is something else."""
    return found["suffix"] == "Innen" or not found["tail"]


def _masculine(base: str, suffix: str, tail: str) -> str:
    if suffix != "innen":
        return base + tail
    return base + ("" if base.lower().endswith("er") else "en") + tail
