"""Measures of a ranking, and of times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, log2
from typing import TypeVar

K = 10
"""Answers that a person looks at."""
T = TypeVar("T")


def ndcg(found: Sequence[T], grades: Mapping[T, float]) -> float:
    """Normalised discounted cumulative gain of the first ten, with the grades as gains: 1 if none could stand better."""
    best = _gain(sorted(grades.values(), reverse=True)[:K])
    return _gain([grades.get(each, 0.0) for each in found[:K]]) / best if best else 0.0


def _gain(grades: Iterable[float]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def hit(found: Sequence[T], grades: Mapping[T, float]) -> float:
    """1 if any right answer is among the first ten, otherwise 0."""
    return float(any(grades.get(each, 0.0) > 0 for each in found[:K]))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that is not exceeded by this share of them; 0 of nothing."""
    return sorted(values)[ceil(share * len(values)) - 1] if values else 0.0
