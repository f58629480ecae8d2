"""Elasticsearch that takes questions and answers none: nobody waits for it twice."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from search.engines.base import EngineError
from search.engines.elasticsearch import ElasticsearchEngine, engine


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[ElasticsearchEngine]:
    """An engine whose server accepts connections and is silent."""
    monkeypatch.setattr(engine, "PATIENCE", 0.3)
    monkeypatch.setattr(engine, "REST", 0.6)
    with socket.create_server(("127.0.0.1", 0), backlog=16) as silent:
        yield ElasticsearchEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", prefix="hanging")


def seconds(asked: ElasticsearchEngine) -> float:
    started = time.monotonic()
    with pytest.raises(EngineError):
        asked.vocabulary()
    return time.monotonic() - started


def test_the_first_question_waits_a_little_and_the_next_ones_not_at_all(hanging: ElasticsearchEngine) -> None:
    assert 0.2 < seconds(hanging) < 3
    assert seconds(hanging) < 0.1
    started = time.monotonic()
    with pytest.raises(EngineError, match="too late"):
        hanging.write([], [])
    assert time.monotonic() - started < 0.1


def test_after_a_rest_it_is_asked_again(hanging: ElasticsearchEngine) -> None:
    seconds(hanging)
    time.sleep(0.7)
    assert seconds(hanging) > 0.2


def test_a_question_without_an_answer_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0), backlog=16) as silent:
        seconds(ElasticsearchEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", prefix="hanging"))
        silent.settimeout(0.5)
        with silent.accept()[0], pytest.raises(TimeoutError):
            silent.accept()


def test_one_that_does_not_run_is_told_in_a_line_with_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    told = ElasticsearchEngine(f"http://127.0.0.1:{port}", prefix="away").status().detail
    assert "it cannot be reached: Connection refused. Look at SEARCH_URL" in told
    assert caplog.text == ""
