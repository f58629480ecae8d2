"""Sums of numbers of which some are estimates."""

from __future__ import annotations

from collections.abc import Collection

from cms.content.choices import Qualifier

FINEST = 5
"""Who says „rund 43“ means no single person: nobody estimates more exactly than by fives."""
WITH_GAPS = 10
"""A sum that lacks a number is no more exact than tens."""


def sum_of(numbers: Collection[tuple[int, str]], *, is_complete: bool) -> tuple[int, str]:
    """The sum and how exact it is: rounded to the coarsest estimate among its numbers, and about so if one is none or is missing."""
    total = sum(number for number, _qualifier in numbers)
    steps = [_step(number) for number, qualifier in numbers if qualifier != Qualifier.EXACT]
    steps += [] if is_complete else [WITH_GAPS]
    return (_rounded(total, max(steps)), Qualifier.ABOUT) if steps else (total, Qualifier.EXACT)


def _step(estimate: int) -> int:
    """The step in which the estimate seems to count: tens for 50, hundreds for 1,200."""
    step = 1
    while estimate and estimate % (step * 10) == 0:
        step *= 10
    return max(step, FINEST)


def _rounded(total: int, step: int) -> int:
    """The nearest multiple of the step, the larger one of two; never nothing where there was something."""
    return (total + step // 2) // step * step or total
