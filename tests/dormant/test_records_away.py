"""Whoever follows the changes hears that records of a missing plugin are not public any more, and that they are again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.dormant.third_party import LEDGER, Hosting, hosting

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Hosting]:
    with hosting(tmp_path_factory.mktemp("hosted")) as found:
        yield found


def follow(hosted: Hosting, since: str = "") -> tuple[list[Any], str]:
    """What a partner hears since they asked last, and the cursor to come back with."""
    path = f"/api/v1/changes?limit=100&since={since}" if since else "/api/v1/changes?limit=100"
    answer = json.loads(hosted.installation.visit(path)[path]["text"])
    return answer["items"], answer["next"]


def test_records_follow_their_plugin(hosted: Hosting) -> None:
    before = hosted.installation.run(LEDGER)
    assert [row[:3] for row in before].count(["notice_board_entry", "live", ""]) == 3
    everything, since = follow(hosted)
    assert "Eintrag 1" in [item["document"].get("name") for item in everything]
    hosted.take_away()
    assert "Pages parked" in hosted.installation.step("migrate")["printed"]
    assert {tuple(row[1:4]) for row in hosted.installation.run(LEDGER)} == {("withdrawn", "unpublished", "")}
    heard, since = follow(hosted, since)
    gone = [item["type"] for item in heard if item["change"] == "withdrawn"]
    assert sorted(gone) == ["notice_board_entry", "notice_board_entry", "notice_board_entry", "notice_board_page"]
    hosted.put_back()
    hosted.installation.step("migrate")
    heard, _ = follow(hosted, since)
    assert "Eintrag 1" in [item["document"].get("name") for item in heard if item["change"] == "published"]
    assert hosted.installation.run(LEDGER) == before
