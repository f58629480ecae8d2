"""Reads what a person typed: words, "phrases" and -exclusions; nothing else is syntax."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
"""Characters that are read; the rest of a longer text is left out."""

QUOTES = str.maketrans(dict.fromkeys("„“”«»‟", '"'))
CLAUSE = re.compile(r'(?<!\S)(?P<minus>-)?"(?P<phrase>[^"]*)"|(?<!\S)-(?P<without>\w\S*)')


@dataclass(frozen=True, kw_only=True)
class Question:
    """A typed text taken apart: `words` are or-ed and ranked, `phrases` must be there, the others must not."""

    words: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_phrases: tuple[str, ...] = ()

    @property
    def demands(self) -> bool:
        """Whether it demands or excludes anything."""
        return bool(self.phrases or self.without or self.without_phrases)

    @property
    def text(self) -> str:
        """All that is looked for, without what is excluded."""
        return " ".join([self.words, *self.phrases]).strip()


def parse(text: str) -> Question:
    """The question that any text asks; control characters and half characters are read as gaps."""
    cleaned = clean(text).translate(QUOTES)
    phrases: list[str] = []
    without: list[str] = []
    without_phrases: list[str] = []
    for found in CLAUSE.finditer(cleaned):
        if found["without"] is not None:
            without.append(found["without"])
        elif found["phrase"].strip():
            (without_phrases if found["minus"] else phrases).append(found["phrase"].strip())
    return Question(
        words=" ".join(CLAUSE.sub(" ", cleaned).replace('"', " ").split()),
        phrases=tuple(phrases),
        without=tuple(without),
        without_phrases=tuple(without_phrases),
    )


def clean(text: str) -> str:
    """The text composed, its gaps single, and cut at a word when it is too long."""
    readable = "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text[: LONGEST * 4])
    single = " ".join(unicodedata.normalize("NFC", readable).split())
    if len(single) <= LONGEST:
        return single
    head, _, _ = single[: LONGEST + 1].rpartition(" ")
    return head or single[:LONGEST]
