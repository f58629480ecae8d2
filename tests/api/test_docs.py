"""What docs/api.md tells partners to ask is understood."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict

from cms.api.problems import KINDS
from cms.settings.env import ROOT
from search import indexing
from search.service import engine
from tests.api.conftest import Get, Ledger

DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")
CALLS = sorted({call.rstrip(".,") for call in re.findall(r"(?:\$API|\$api)/([^\s`\"']+)", DOCS) if "{" not in call})


@pytest.mark.parametrize("call", CALLS)
def test_calls_shown_to_partners_are_understood(ledger: Ledger, get: Get, call: str) -> None:
    ledger.add("event", "Fest", path="/veranstaltungen/x/", facets={"city": "halle-saale"})
    indexing.rebuild(engine())
    assert get(call).status_code == 200


def test_there_are_calls_to_try() -> None:
    assert len(CALLS) >= 3


@pytest.mark.parametrize("line", [line for line in DOCS.splitlines() if line.startswith("| `")])
def test_parameters_in_the_table_exist(db: None, get: Get, line: str) -> None:
    allowed = get("events?x=1").json()["errors"][0]["allowed"] + get("news?x=1").json()["errors"][0]["allowed"]
    for name in re.findall(r"`([^`]+)`", line.split("|")[1]):
        query = QueryDict(name)
        assert set(query) <= set(allowed) | {"running", "past"}, name


@pytest.mark.parametrize("status", sorted(set(KINDS) - {412}))
def test_every_kind_of_problem_is_in_the_table(status: int) -> None:
    assert f"| {status} |" in DOCS
