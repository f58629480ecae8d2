"""The measures are those of the books."""

from __future__ import annotations

import pytest

from search.evaluation.measures import hit, mean, ndcg, percentile


def test_the_best_order_has_one() -> None:
    assert ndcg(["a", "b", "x"], {"a": 2, "b": 1}) == 1


def test_a_worse_order_has_less_by_the_discount_of_its_ranks() -> None:
    assert ndcg(["x", "a"], {"a": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 / 1.58496) / (2 + 1 / 1.58496), abs=1e-4)


def test_only_ten_count() -> None:
    assert ndcg([*range(10), "a"], {"a": 1}) == 0
    assert hit([*range(10), "a"], {"a": 1}) == 0
    assert hit([*range(9), "a"], {"a": 1}) == 1
    assert ndcg(list(range(10)), dict.fromkeys(range(30), 1)) == 1


def test_what_is_graded_nought_is_no_hit() -> None:
    assert (hit(["a"], {"a": 0}), ndcg(["a"], {"a": 0})) == (0, 0)


def test_percentiles_are_values_that_occurred() -> None:
    times = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert (percentile(times, 0.5), percentile(times, 0.95), percentile([], 0.5)) == (3.0, 5.0, 0.0)
    assert (mean([1.0, 2.0]), mean([])) == (1.5, 0.0)
