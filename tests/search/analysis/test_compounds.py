"""Compounds fall into parts where the parts are what the archive speaks of, and only there."""

from __future__ import annotations

import pytest

from search.analysis.compounds import LONGEST, split


def parted(word: str, **counts: int) -> str:
    """The parts of a word in an archive that has these words so often."""
    return "+".join(split(word, {each: (each, count) for each, count in counts.items()}))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("filmfest", "film+fest"),
        ("stadtverein", "stadt+verein"),
        ("vereinsfest", "verein+fest"),
        ("filmenfest", "film+fest"),
        ("filmefest", "film+fest"),
        ("filmesfest", "film+fest"),
        ("vereininnenfest", "verein+fest"),
        ("stadtvereinsfilmfest", "stadt+verein+film+fest"),
    ],
)
def test_parts_are_linked_as_german_links_them(word: str, parts: str) -> None:
    assert parted(word, film=9, fest=9, stadt=9, verein=9) == parts


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("halle", "too short"),
        ("filmxfest", "no such link"),
        ("filmtag", "an ending of three letters"),
        ("tagfilm", "a beginning of three letters"),
        ("ortsfilm", "a beginning of three letters, and a link"),
        ("filmfests", "a link with nothing behind it"),
        ("sfilmfest", "a link with nothing before it"),
        ("filmfestx", "a rest that is no word"),
        ("filmfestfilmfestfilm", "more than four parts"),
    ],
)
def test_what_is_not_made_of_known_words_stays_whole(word: str, why: str) -> None:
    assert parted(word, film=9, fest=9, tag=9, ort=9) == "", why


def test_a_word_of_the_archive_is_split_if_its_parts_are_more_common() -> None:
    assert parted("filmfest", film=10, fest=40, filmfest=19) == "film+fest"
    assert parted("filmfest", film=10, fest=40, filmfest=21) == ""
    assert parted("filmfest", film=10, fest=10, filmfest=12) == ""


def test_a_part_that_was_seen_once_may_be_a_slip() -> None:
    assert parted("filmfest", film=1, fest=1) == ""
    assert parted("filmfest", film=2, fest=2) == "film+fest"


def test_the_more_common_parts_win() -> None:
    assert parted("wachstube", wach=9, stube=9, wachs=2, tube=2) == "wach+stube"
    assert parted("wachstube", wach=2, stube=2, wachs=9, tube=9) == "wachs+tube"


def test_as_many_parts_as_are_common() -> None:
    assert parted("stadtteilhaus", stadt=100, teil=100, stadtteil=2, haus=10) == "stadt+teil+haus"
    assert parted("stadtteilhaus", stadt=2, teil=2, stadtteil=1000, haus=10) == "stadtteil+haus"


def test_nobody_waits_for_a_word_without_end() -> None:
    head, tail = "donaudampfschifffahrtsgesell", "schaftskapitaensmuetze"
    assert len(head + tail) == LONGEST
    assert parted(head + tail, **{head: 9, tail: 9}) == f"{head}+{tail}"
    assert parted(f"{head}s{tail}", **{head: 9, tail: 9}) == ""
