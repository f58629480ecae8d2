"""What stands in reasons: on one line, whatever a plugin says."""

from __future__ import annotations

import pytest

from cms.extend.telling import LONGEST, shown, told


@pytest.mark.parametrize("show", [told, shown])
def test_lines_of_an_error_become_one(show: object) -> None:
    assert callable(show)
    said = show(ValueError("zwei Fehler\n  label\n\tkein Text"))
    assert "zwei Fehler" in said
    assert "\n" not in said
    assert "�" not in said


def test_what_nobody_can_read_is_marked_and_what_is_endless_is_cut() -> None:
    assert told(ValueError("a\x00b")) == "ValueError: a�b"
    assert len(told(ValueError("x" * 9_999))) <= LONGEST
