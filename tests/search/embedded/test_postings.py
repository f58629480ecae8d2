"""What was looked for is remembered for as long as nothing is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.engines.base import Engine
from search.engines.embedded.columns import Columns, members, refreshed
from search.engines.embedded.postings import Match
from search.plan import Plan
from search.query import SearchQuery
from tests.search.corpus import NOW, document, vocabulary_of
from tests.search.embedded.conftest import Index

BODY, TITLE = Match("body : rat", "1, 1, 1, 1, 1, 1, 1, 1, 1"), Match("title : rat", "1, 1, 1, 1, 1, 1, 1, 1, 1", 0.5)


def test_one_state_of_an_index_is_asked_once(index: Index) -> None:
    index.tokens(1, body="rat")
    reader = index.reader()
    first = reader.scored(BODY)
    index.tokens(2, body="rat")
    assert reader.scored(BODY) is first
    index.touch(1)
    later = replace(reader, columns=refreshed(Columns(), index.connection))
    assert members(later.scored(BODY).bits) == [1, 2]
    index.connection.execute("UPDATE meta SET value = 'neu' WHERE key = 'build'")
    index.tokens(3, body="rat")
    another = replace(reader, columns=refreshed(Columns(), index.connection))
    assert members(another.scored(BODY).bits) == [1, 2, 3]


def test_scores_of_matches_are_added_by_their_shares(index: Index) -> None:
    for row, fields in enumerate(({"body": "rat"}, {"title": "rat"}, {"title": "rat", "body": "rat"}), 1):
        index.tokens(row, **fields)
    for row in range(4, 20):
        index.tokens(row, body="haus")
    reader = index.reader()
    body, title, both = dict(reader.scored(BODY)), dict(reader.scored(TITLE)), dict(reader.scored(BODY, TITLE))
    assert both == {1: body[1], 2: title[2], 3: pytest.approx(body[3] + title[3])}
    assert dict(reader.scored(TITLE._replace(share=1.0))) == {
        row: pytest.approx(2 * score) for row, score in title.items()
    }
    assert dict(reader.scored(Match(""))) == {}


def test_what_is_written_is_found_by_who_has_asked_before(engine: Engine) -> None:
    things = [document("Eins", "Laterne"), document("Zwei", "Fest")]
    engine.rebuild(things, vocabulary_of(things))
    asked = Plan(stems=(("latern", 1.0),)), SearchQuery(now=NOW)
    assert engine.ask(*asked).total == 1
    engine.write([document("Drei", "Laterne")], [])
    assert engine.ask(*asked).total == 2
