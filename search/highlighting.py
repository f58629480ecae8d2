"""Marks what was looked for in the text as it was written, whichever engine found it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from search.analysis.analyzer import Analyzer, Form
from search.analysis.prefixes import LENGTH, squeezed
from search.analysis.words import PIECE, Word, composed
from search.documents import spoken
from search.plan import Plan
from search.results import Marked, Passage

WIDTH = 240
"""Characters of a highlighted piece, roughly."""
BEFORE = 60
"""Characters kept before the first hit in it."""

LEAD = "lead"
PROSE = (LEAD, "goal", "contribution", "place")
"""Types of passages that people may read though they stand in no block."""

Range = tuple[int, int, str]
"""Start and end of a hit in the text, and the stem that it is one for."""


@dataclass(frozen=True)
class Highlighter:
    """Marks the words of a plan in texts of one language."""

    plan: Plan
    analyzer: Analyzer

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset([stem for stem, _ in self.plan.stems] + list(self.plan.parts))

    @cached_property
    def _nearly(self) -> frozenset[str]:
        return frozenset(squeezed(stem) for stem, _ in self.plan.stems)

    @cached_property
    def _literal(self) -> frozenset[str]:
        return frozenset(word for phrase in self.plan.phrases for word in phrase)

    @cached_property
    def _relatives(self) -> frozenset[str]:
        return frozenset(self.plan.prefixes)

    @cached_property
    def _sought(self) -> frozenset[str]:
        """All keys of words that answer."""
        return self._wanted | self._nearly | self._literal | self._relatives

    def mark(self, text: str) -> Marked:
        """The whole text in pieces."""
        shown = composed(text)
        return tuple(_pieces(shown, self._ranges(shown), 0, len(shown)))

    def best(self, passages: Iterable[Sequence[str]]) -> Passage | None:
        """A piece of the passage with most of the words looked for; of the lead, or else of the first text, when none has any.

        Lists of synonyms, names and the like are read to find and to rank, and never shown.
        """
        shown = [passage for passage in passages if _is_prose(passage) and passage[0].strip()]
        if not shown:
            return None
        scores = [self._score(spoken(text, speaker)) for text, _, _, speaker in shown]
        leads = [at for at, (_, kind, _, _) in enumerate(shown) if kind == LEAD] or [0]
        best = max(range(len(shown)), key=scores.__getitem__) if any(scores) else leads[0]
        return self._piece(*shown[best])

    def _piece(self, text: str, kind: str, block_id: str, speaker: str) -> Passage:
        shown = composed(" ".join(text.split()))
        ranges = self._ranges(shown)
        start, end = window(shown, ranges)
        return Passage(text=tuple(_pieces(shown, ranges, start, end)), type=kind, block_id=block_id, speaker=speaker)

    def _score(self, text: str) -> float:
        lacks, keys = self._sought.isdisjoint, self.analyzer.keys
        pieces = [piece for piece in PIECE.findall(composed(text)) if not lacks(keys[piece])]
        best: dict[str, float] = {}
        for _, form, strength in chain.from_iterable(map(self._answering, pieces)):
            best[form.stem] = max(strength, best.get(form.stem, 0.0))
        return sum(best.values())

    def _ranges(self, text: str) -> list[Range]:
        return [
            (piece.start() + word.start, piece.start() + word.end, form.stem)
            for piece in PIECE.finditer(text)
            for word, form, _ in self._answering(piece[0])
        ]

    @cached_property
    def _answering(self) -> Callable[[str], Sequence[tuple[Word, Form, float]]]:
        """The words of a piece of text that answer, and how well; each piece that has none is looked up, each other analysed once."""

        @cache
        def answering(piece: str) -> Sequence[tuple[Word, Form, float]]:
            if self._sought.isdisjoint(self.analyzer.keys[piece]):
                return ()
            read = ((word, form, self._strength(form)) for word, form in self.analyzer.words(piece))
            return [each for each in read if each[2]]

        return answering

    def _strength(self, form: Form) -> float:
        """How well the word answers: 1 for itself or a part, less for a relative, 0 for none."""
        if form.stem in self._wanted or form.folded in self._literal or not self._wanted.isdisjoint(form.parts):
            return 1.0
        if len(form.stem) > LENGTH and squeezed(form.stem) in self._nearly:
            return 0.9
        return 0.3 if len(form.folded) > LENGTH and form.prefix in self._relatives else 0.0


def _is_prose(passage: Sequence[str]) -> bool:
    _, kind, block_id, _ = passage
    return bool(block_id) or kind in PROSE


def window(text: str, ranges: Sequence[Range]) -> tuple[int, int]:
    """Where a piece begins and ends: around the densest hits, cut between words."""
    if len(text) <= WIDTH:
        return 0, len(text)
    first = max(ranges, key=lambda one: _hits_from(one[0], ranges), default=(0, 0, ""))[0]
    start = max(0, min(first - BEFORE, len(text) - WIDTH))
    end = min(len(text), start + WIDTH)
    if start:
        start = text.find(" ", start - 1, first) + 1 or start
    if end < len(text):
        end = text.rfind(" ", first + 1, end + 1) if " " in text[first + 1 : end + 1] else end
    return start, end


def _hits_from(start: int, ranges: Sequence[Range]) -> tuple[int, int]:
    within = {stem for begin, end, stem in ranges if start <= begin and end <= start + WIDTH - BEFORE}
    return len(within), -start


def _pieces(text: str, ranges: Sequence[Range], start: int, end: int) -> Iterator[tuple[str, bool]]:
    if start:
        yield "… ", False
    at = start
    for begin, stop, _ in ranges:
        if begin < at or stop > end:
            continue
        if begin > at:
            yield text[at:begin], False
        yield text[begin:stop], True
        at = stop
    if at < end:
        yield text[at:end], False
    if end < len(text):
        yield " …", False
