"""Quotation marks, as each language sets them."""

from __future__ import annotations

MARKS = {
    "de": ("„", "“"),
    "en": ("“", "”"),
    "fr": ("«\u00a0", "\u00a0»"),
    "tr": ("“", "”"),
    "ar": ("«", "»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
}
ANY_MARK = "\"'„“”‚‘’«»‹›"


def quoted(text: str, language: str) -> str:
    """The text between the marks of its language."""
    before, after = MARKS.get(language.split("-")[0], MARKS["en"])
    return f"{before}{text}{after}"


def has_marks(text: str) -> bool:
    """Whether the whole text stands between quotation marks already."""
    bare = text.strip()
    return len(bare) > 1 and bare[0] in ANY_MARK and bare[-1] in ANY_MARK
