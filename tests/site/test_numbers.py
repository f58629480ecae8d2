"""Numbers stand as exactly as they are known (T8)."""

from __future__ import annotations

import pytest
from django.utils import translation

from cms.site.formats.numbers import figure_text, participants_text


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        (50, "about", "rund 50 Teilnehmende"),
        (1200, "over", "über 1.200 Teilnehmende"),
        (20, "under", "unter 20 Teilnehmende"),
        (43, "exact", "43 Teilnehmende"),
        (43, "unknown", "43 Teilnehmende"),
    ],
)
def test_participants_are_counted_in_words(value: int, qualifier: str, expected: str) -> None:
    with translation.override("de"):
        assert participants_text(value, qualifier, language="de") == expected


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [(1250, "about", "≈ 1.250"), (1250.0, "exact", "1.250"), (3.5, "over", "> 3,5"), (9, "under", "< 9")],
)
def test_a_figure_that_is_not_exact_says_so(value: float, qualifier: str, expected: str) -> None:
    assert figure_text(value, qualifier, language="de") == expected
