"""The engine over its indices: what it says when there is none, what it remembers, and how long it waits for a server."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.engines.base import START, EngineError, IndexChanged, IndexMissing, Status
from search.engines.elasticsearch import ElasticsearchEngine, building, engine
from search.plan import Plan, plan
from search.query import SearchQuery
from tests.search.corpus import ARCHIVE, NOW, document, identity, vocabulary_of

elastic = pytest.mark.elastic
ALL = Plan(is_blank=True)


@pytest.fixture
def filled(server: ElasticsearchEngine) -> ElasticsearchEngine:
    """An engine that holds the archive."""
    server.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    return server


def other_process(server: ElasticsearchEngine) -> ElasticsearchEngine:
    """An engine that remembers nothing of what the other one does."""
    found = ElasticsearchEngine.__new__(ElasticsearchEngine)
    found.__dict__.update(server.__dict__, _found=None, _vocabulary=None)
    return found


@elastic
def test_where_there_is_none_it_says_so(server: ElasticsearchEngine) -> None:
    assert not server.exists()
    assert server.vocabulary().counts == Vocabulary().counts
    detail = str(IndexMissing())
    assert server.status() == Status("elasticsearch", 0, usable=False, detail=detail, missing=True)
    for ask in (server.position, lambda: server.write([], [])):
        with pytest.raises(IndexMissing):
            ask()


@elastic
def test_it_tells_how_its_index_stands(server: ElasticsearchEngine) -> None:
    with server.building(vocabulary_of(ARCHIVE)) as build:
        build.write(ARCHIVE, [], upto=Position(7, "ours"))
        assert build.count() == len(ARCHIVE)
        assert not server.exists()
        build.take_over()
    assert server.exists()
    assert server.status() == Status("elasticsearch", len(ARCHIVE), usable=True, position=Position(7, "ours"))
    assert server.position() == (7, "ours")
    assert server.vocabulary().counts == vocabulary_of(ARCHIVE).counts


@elastic
def test_one_that_has_taken_over_is_refreshed_as_the_server_does_by_itself(filled: ElasticsearchEngine) -> None:
    name = filled.indices.named(filled.indices.read)
    assert name
    assert "refresh_interval" not in filled.client.indices.get_settings(index=name)[name]["settings"]["index"]


@elastic
def test_of_builds_none_is_left_that_did_not_take_over(filled: ElasticsearchEngine) -> None:
    with filled.building(Vocabulary()) as build:
        build.write(ARCHIVE[:1], [])
    assert filled.indices.named(filled.indices.read) != build.name
    assert not filled.client.indices.exists(index=build.name)
    assert filled.status().documents == len(ARCHIVE)


@elastic
def test_what_is_written_must_follow_upon_what_was_read(filled: ElasticsearchEngine) -> None:
    filled.write([document("neu", "Quitten", sequence=8)], [], upto=Position(8))
    filled.write([document("neu", "Birnen", sequence=9)], [], after=8, upto=Position(9))
    with pytest.raises(IndexChanged):
        filled.write([document("neu", "Kirschen", sequence=11)], [], after=10, upto=Position(11))
    assert filled.position().sequence == 9


@elastic
def test_without_a_position_to_note_none_is_noted(filled: ElasticsearchEngine) -> None:
    filled.write([document("neu", "Quitten", sequence=8)], [])
    assert filled.position().sequence == 0
    filled.write([], [], upto=Position(8))
    filled.write([document("neu", "Birnen", sequence=9)], [])
    assert filled.position().sequence == 8


@elastic
def test_one_that_cannot_be_read_is_told_and_the_others_are_written(filled: ElasticsearchEngine) -> None:
    unreadable = document("nirgends", "Dorn", 5, sequence=8)  # type: ignore[arg-type]
    (refusal,) = filled.write([unreadable, document("neu", "Quitten", sequence=9)], [])
    assert (refusal.id, refusal.sequence) == (identity("nirgends"), 8)
    assert filled.status().documents == len(ARCHIVE) + 1


@elastic
def test_writing_refreshes_no_index_of_others(filled: ElasticsearchEngine) -> None:
    others = f"others-{secrets.token_hex(6)}"
    filled.client.indices.create(index=others, settings={"refresh_interval": -1})
    try:
        filled.client.index(index=others, document={"title": "Quitten"})
        filled.write([document("neu", "Quitten", sequence=8)], [])
        assert filled.client.count(index=others)["count"] == 0
    finally:
        filled.client.indices.delete(index=others)


@elastic
def test_it_writes_into_the_index_that_answers_whoever_built_it(filled: ElasticsearchEngine) -> None:
    assert filled.position().sequence == 0
    other = other_process(filled)
    other.rebuild(ARCHIVE[:2], vocabulary_of(ARCHIVE))
    assert filled.status().documents == 2
    other.rebuild(ARCHIVE[:2], vocabulary_of(ARCHIVE))
    other.write([], [], upto=Position(5))
    assert filled.position().sequence == 5
    other.rebuild(ARCHIVE[:2], vocabulary_of(ARCHIVE))
    filled.write([document("neu", "Quitten", sequence=9)], [], upto=Position(9))
    assert filled.status().documents == 3
    assert other_process(filled).position().sequence == 9


@elastic
def test_each_index_is_read_with_its_own_words(filled: ElasticsearchEngine) -> None:
    before = filled.vocabulary()
    assert filled.vocabulary() is before
    filled.rebuild(ARCHIVE[:1], vocabulary_of(ARCHIVE[:1]))
    assert filled.vocabulary().counts == vocabulary_of(ARCHIVE[:1]).counts


@elastic
def test_how_far_it_had_read_a_moment_ago_is_not_asked_anew(
    filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.position()
    other_process(filled).write([], [], upto=Position(8, "ours"))
    assert filled.position(exact=False) == before
    assert filled.position() == (8, "ours")
    other_process(filled).write([], [], upto=Position(9, "ours"))
    monkeypatch.setattr(engine, "FRESH", -1.0)
    filled.position()
    assert filled.position(exact=False) == (9, "ours")


@elastic
def test_which_index_answers_is_remembered_for_a_second(
    filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    answering = filled.indices.answering
    monkeypatch.setattr(filled.indices, "answering", lambda client: asked.append(client) or answering(client))
    now = time.monotonic()
    for later, calls in ((0.0, 1), (0.9, 1), (1.1, 2), (2.0, 2), (2.2, 3)):
        with monkeypatch.context() as patch:
            patch.setattr(engine.time, "monotonic", lambda later=later: now + later)
            filled._present()
        assert len(asked) == calls


@elastic
def test_the_former_one_answers_again_at_once(filled: ElasticsearchEngine) -> None:
    fewer = ARCHIVE[:2]
    filled.rebuild(fewer, vocabulary_of(fewer))
    assert filled.ask(ALL, SearchQuery(now=NOW)).total == 2
    filled.rollback()
    assert filled.ask(ALL, SearchQuery(now=NOW)).total == len(ARCHIVE)
    assert filled.vocabulary().counts == vocabulary_of(ARCHIVE).counts
    filled.rollback()
    assert filled.vocabulary().counts == vocabulary_of(fewer).counts


@elastic
def test_without_a_former_one_nothing_changes(filled: ElasticsearchEngine) -> None:
    with pytest.raises(IndexMissing, match=r"^There is no former search index\. The worker builds it soon"):
        filled.rollback()
    assert filled.ask(ALL, SearchQuery(now=NOW)).total == len(ARCHIVE)


@elastic
def test_wiping_removes_the_former_one_alone(filled: ElasticsearchEngine) -> None:
    filled.wipe()
    former = filled.indices.named(filled.indices.read)
    filled.rebuild(ARCHIVE, vocabulary_of(ARCHIVE))
    filled.wipe()
    assert former
    assert not filled.client.indices.exists(index=former)
    assert filled.status().documents == len(ARCHIVE)


@elastic
def test_after_clearing_nothing_answers(filled: ElasticsearchEngine) -> None:
    filled.vocabulary()
    filled.clear()
    assert filled.vocabulary().counts == Vocabulary().counts
    assert not filled.exists()


@elastic
def test_nothing_is_shown_beyond_the_first_ten_thousand(filled: ElasticsearchEngine) -> None:
    last = filled.ask(ALL, SearchQuery(now=NOW, page=1000, page_size=10))
    beyond = filled.ask(ALL, SearchQuery(now=NOW, page=1001, page_size=10))
    assert (last.ids, last.total) == ((), len(ARCHIVE))
    assert (beyond.ids, beyond.total, beyond.facets) == ((), 0, {})


@elastic
def test_hits_have_scores_unless_another_order_is_asked_for(filled: ElasticsearchEngine) -> None:
    asking = plan("Sommerfest", [Analyzer.of("de", filled.vocabulary())])
    ((found, score),) = filled.ask(asking, SearchQuery(now=NOW)).ids
    assert (found, score > 0) == (identity("fest"), True)
    assert {score for _, score in filled.ask(ALL, SearchQuery(now=NOW)).ids} == {0.0}


class Busy:
    """A server that has no time for anybody, and counts who asks."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.asked = 0
        threading.Thread(target=self.answer, daemon=True).start()

    def answer(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with closing(connection):
                while b"\r\n\r\n" in connection.recv(65536):
                    self.asked += 1
                    connection.sendall(
                        b"HTTP/1.1 503 Unavailable\r\nContent-Type: application/json\r\n"
                        b"X-Elastic-Product: Elasticsearch\r\nContent-Length: 2\r\n\r\n{}"
                    )


@pytest.fixture
def busy() -> Iterator[Busy]:
    """A busy server."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listening:
        yield Busy(listening)
        listening.shutdown(socket.SHUT_RDWR)


def engine_of(busy: Busy) -> ElasticsearchEngine:
    return ElasticsearchEngine(f"http://127.0.0.1:{busy.listening.getsockname()[1]}", prefix="busy")


def test_a_server_without_time_is_asked_once_more_and_is_no_missing_index(busy: Busy) -> None:
    asked = engine_of(busy)
    with pytest.raises(EngineError, match="cannot do it now"):
        asked.exists()
    assert busy.asked == 2
    status = asked.status()
    assert (status.usable, status.missing, status.documents) == (False, False, 0)
    assert status.detail.startswith("Elasticsearch cannot do it now")


def test_a_server_that_is_away_is_no_missing_index() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing_soon:
        port = closing_soon.getsockname()[1]
    status = ElasticsearchEngine(f"http://127.0.0.1:{port}", prefix="away").status()
    assert (status.usable, status.missing) == (False, False)


def test_people_wait_three_seconds_writings_ten_and_builds_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def bulk_of(name: str) -> Any:
        def bulk(client: Any, alias: str, **options: Any) -> Any:
            given[name] = options
            raise EngineError("Enough.")

        return bulk

    monkeypatch.setattr(engine, "Bulk", bulk_of("writing"))
    monkeypatch.setattr(building, "Bulk", bulk_of("building"))
    asked = ElasticsearchEngine("http://127.0.0.1:9", prefix="x")
    monkeypatch.setattr(asked.indices, "answering", lambda client: engine.LiveIndex("x-1", START))
    monkeypatch.setattr(asked.indices, "vocabulary", lambda client, name: Vocabulary())
    monkeypatch.setattr(asked.indices, "create", lambda vocabulary: "x-1")
    monkeypatch.setattr(asked.indices, "tidy", lambda: None)
    with pytest.raises(EngineError, match="Enough"):
        asked.write(ARCHIVE, [])
    with pytest.raises(EngineError, match="Enough"), asked.building(Vocabulary()):
        pass
    assert given["writing"] == {"patience": 10.0, "pauses": (0.5, 1.0)}
    assert given["building"] == {"patience": 60.0, "pauses": building.PAUSES}
    assert asked._impatient._request_timeout == 3.0
