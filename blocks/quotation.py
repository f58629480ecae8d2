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
CLOSING = {
    "„": "“”",
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‚": "‘’",
    "‘": "’",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
}
"""What may close each opening mark; German, Swiss, English, French and typewriter habits."""
APOSTROPHES = "'’‘"
ANY_MARK = "".join(sorted({*CLOSING, *"".join(CLOSING.values())}))


def quoted(text: str, language: str) -> str:
    """The text between the marks of its language."""
    before, after = MARKS.get(language.split("-")[0], MARKS["en"])
    return f"{before}{text}{after}"


def has_marks(text: str) -> bool:
    """Whether the text as a whole stands in quotation marks; marks around some of its words are no matter."""
    bare = text.strip()
    if len(bare) < 2:
        return bare in ANY_MARK and bare != ""
    opens, closes = bare[0] in CLOSING, bare[-1] in ANY_MARK
    if opens and closes:
        return _closes_at(bare) in (len(bare) - 1, None)
    # One mark without its partner is half a quotation; an apostrophe is none.
    return (opens and bare[0] not in APOSTROPHES and _closes_at(bare) is None) or (
        closes and bare[-1] not in APOSTROPHES and not _opens_before(bare)
    )


def _closes_at(text: str) -> int | None:
    """Where the mark at the beginning is closed; None if it is not."""
    opening, depth = text[0], 1
    for position, character in enumerate(text[1:], start=1):
        if character in CLOSING[opening]:
            depth -= 1
            if depth == 0:
                return position
        elif character == opening:
            depth += 1
    return None


def _opens_before(text: str) -> bool:
    """Whether a mark within the text may have opened what the mark at its end closes."""
    closing = text[-1]
    return any(closing in CLOSING.get(character, "") for character in text[:-1])
