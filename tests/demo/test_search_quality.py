"""How well 120 questions over the demo archive are answered: not worse than the measures that are kept beside them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from search import indexing
from search.engines.base import Engine
from search.evaluation.evaluating import evaluate
from search.evaluation.reading import read_judgments
from search.management.commands.search import DEMO_JUDGMENTS

pytestmark = pytest.mark.django_db

BASELINE = json.loads(DEMO_JUDGMENTS.with_name("demo-baseline.json").read_text("utf-8"))
NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
"""The same day each time, since what is near in time ranks a little higher."""
TOLERANCE = 0.002
"""Less than what one question of 120 that falls from the first to the second rank costs, which is .003."""


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def report(request: pytest.FixtureRequest, archive: object) -> dict[str, Any]:
    """The measures of the engine."""
    engine: Engine = request.getfixturevalue(request.param)
    return evaluate(engine, list(indexing.everything()), read_judgments(DEMO_JUDGMENTS), now=NOW)


def test_ranking_has_not_become_worse(report: dict[str, Any]) -> None:
    kept = BASELINE[report["engine"]]
    assert report["questions"] == 120
    for name in ("ndcg@10", "hit@10"):
        assert report[name] >= kept[name] - TOLERANCE, report["worst"]
    assert report["zero_rate"] <= kept["zero_rate"]


def test_every_judged_thing_is_in_the_archive(archive: object) -> None:
    known = {document.id for document in indexing.everything()}
    questions = read_judgments(DEMO_JUDGMENTS)
    assert {answer for question in questions for answer in question.grades} <= known
