"""What is begun is finished, whichever process dies at which moment; `python -m tests.killing` tells a longer story."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.dormant.installation import installed
from tests.killing.house import House, Story, step_clock

pytestmark = pytest.mark.skipif(
    "LITFASS_KILLING" not in os.environ,
    reason="it takes minutes, and longer on a busy machine: LITFASS_KILLING=1 runs it",
)
KILLS = 2
STEPS = 16


@pytest.mark.database
def test_what_is_begun_is_finished(tmp_path: Path) -> None:
    with installed(tmp_path / "data") as found:
        story = Story(House(found.data, found.database), STEPS, KILLS, [step_clock(1), step_clock(-1)])
        assert story.run() == []
    assert all(story.killed.get(name) for name in ("editor", "worker", "second worker", "indexer"))


@pytest.mark.elastic
def test_what_is_begun_is_finished_on_elasticsearch(tmp_path: Path) -> None:
    house = House(tmp_path / "data", search=os.environ["SEARCH_TEST_URL"], prefix="killing")
    story = Story(house, STEPS, KILLS)
    assert story.run() == []
    assert all(story.killed.get(name) for name in ("editor", "worker", "second worker", "indexer"))
