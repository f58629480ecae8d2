"""Many writings at once, to a server that refuses, is busy or too slow: nothing is lost, and what is at fault is told."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from elasticsearch import ApiError, AuthorizationException, ConnectionTimeout

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary
from search.documents import Withdrawal
from search.engines.base import EngineError, IndexMissing
from search.engines.elasticsearch import bulk
from search.engines.elasticsearch.bulk import Bulk, actions_of, withdrawing
from tests.search.corpus import document, identity

Said = Sequence[int] | Exception


def failed(status: int, kind: type[ApiError] = ApiError) -> ApiError:
    return kind("no", SimpleNamespace(status=status), {})  # type: ignore[arg-type]


class Server:
    """Says, call after call, the status of each writing, or fails; what was not told is stored."""

    def __init__(self, *said: Said) -> None:
        self.said = list(said)
        self.calls: list[list[str]] = []
        self.patience: float | None = None

    def options(self, *, request_timeout: float) -> Server:
        self.patience = request_timeout
        return self

    def bulk(self, *, operations: Sequence[dict[str, Any]], index: str, require_alias: bool) -> Any:
        assert (index, require_alias) == ("archive-writing", True)
        heads = [part["index"] for part in operations[::2]]
        # So that nothing older takes the place of what is stored.
        assert {head["version_type"] for head in heads} == {"external_gte"}
        self.calls.append([head["_id"] for head in heads])
        said = self.said.pop(0) if self.said else [201] * len(heads)
        if isinstance(said, Exception):
            raise said
        return {
            "items": [
                {"index": {"_id": head["_id"], "status": status, "error": "its form"}}
                for head, status in zip(heads, said, strict=True)
            ]
        }


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how long it was waited each time."""
    pauses: list[float] = []
    monkeypatch.setattr(bulk.time, "sleep", pauses.append)
    return pauses


def write(server: Server, count: int) -> list[Any]:
    actions = [withdrawing(identity(str(number)), number) for number in range(1, count + 1)]
    writer = Bulk(server, "archive-writing", patience=5.0, pauses=(0.5, 1.0))  # type: ignore[arg-type]
    return writer.write(actions)


def ids(*numbers: int) -> list[str]:
    return [str(identity(str(number))) for number in numbers]


def test_what_is_stored_and_what_is_older_than_what_is_stored_is_in_order(waited: list[float]) -> None:
    server = Server([201, 200, 409])
    assert write(server, 3) == []
    assert (server.calls, server.patience, waited) == ([ids(1, 2, 3)], 5.0, [])


def test_they_are_sent_in_portions(waited: list[float]) -> None:
    server = Server()
    write(server, 401)
    assert [len(call) for call in server.calls] == [200, 200, 1]
    assert [each for call in server.calls for each in call] == ids(*range(1, 402))


@pytest.mark.parametrize("status", [400, 413])
def test_what_is_refused_is_told_and_forgotten_and_the_rest_is_written(status: int, waited: list[float]) -> None:
    server = Server([201, status, 201])
    (refusal,) = write(server, 3)
    assert (refusal.id, refusal.sequence, refusal.error) == (identity("2"), 2, "its form")
    assert server.calls == [ids(1, 2, 3), ids(2)]


def test_a_server_that_refuses_even_to_forget_is_a_fault() -> None:
    with pytest.raises(EngineError, match=f"refused even to forget {identity('1')}: its form"):
        write(Server([400], [400]), 1)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_it_has_no_time_for_is_sent_again_alone_after_growing_pauses(status: int, waited: list[float]) -> None:
    server = Server([201, status, 201], [status])
    assert write(server, 3) == []
    assert server.calls == [ids(1, 2, 3), ids(2), ids(2)]
    assert waited == [0.5, 1.0]


def test_one_that_never_has_time_is_told(waited: list[float]) -> None:
    with pytest.raises(EngineError, match=r"^Elasticsearch has too much to do\.$"):
        write(Server([429], [429], [429]), 1)
    assert waited == [0.5, 1.0]


def test_what_is_refused_when_it_is_sent_again_is_told_too(waited: list[float]) -> None:
    refused = write(Server([400, 429], [400]), 2)
    assert [each.sequence for each in refused] == [1, 2]


def test_an_index_that_is_away_is_told() -> None:
    with pytest.raises(
        IndexMissing, match=r"^The search index was removed, or what it is written by\. The worker builds it soon"
    ):
        write(Server([404]), 1)


@pytest.mark.parametrize("status", [300, 401, 500])
def test_any_other_fault_names_the_thing(status: int) -> None:
    with pytest.raises(EngineError, match=f"refused {identity('1')}: its form"):
        write(Server([status]), 1)


def test_a_call_that_takes_too_long_is_tried_in_halves_after_a_pause(waited: list[float]) -> None:
    server = Server(ConnectionTimeout("too late"))
    assert write(server, 3) == []
    assert (server.calls, waited) == ([ids(1, 2, 3), ids(1, 2), ids(3)], [0.5])


def test_one_thing_that_takes_too_long_is_tried_until_patience_ends(waited: list[float]) -> None:
    with pytest.raises(ConnectionTimeout):
        write(Server(*[ConnectionTimeout("too late")] * 3), 1)
    assert waited == [0.5, 1.0]


def test_a_call_that_is_too_large_is_tried_in_halves_at_once(waited: list[float]) -> None:
    server = Server(failed(413))
    assert write(server, 3) == []
    assert (server.calls, waited) == ([ids(1, 2, 3), ids(1, 2), ids(3)], [])


def test_a_thing_that_is_too_large_by_itself_is_refused(waited: list[float]) -> None:
    server = Server(failed(413), failed(413))
    (refusal,) = write(server, 2)
    assert (refusal.id, refusal.sequence) == (identity("1"), 1)
    assert "413" in refusal.error
    assert server.calls == [ids(1, 2), ids(1), ids(2), ids(1)]


@pytest.mark.parametrize("status", [429, 503])
def test_a_call_that_comes_at_a_bad_time_is_tried_again_as_a_whole(status: int, waited: list[float]) -> None:
    server = Server(failed(status))
    assert write(server, 3) == []
    assert (server.calls, waited) == ([ids(1, 2, 3)] * 2, [0.5])


def test_who_may_not_write_is_told_at_once(waited: list[float]) -> None:
    with pytest.raises(AuthorizationException):
        write(Server(failed(403, AuthorizationException)), 1)
    assert waited == []


def test_what_cannot_be_read_is_told_and_forgotten_beside_what_can() -> None:
    unreadable = document("nirgends", "Dorn", 5, sequence=8)  # type: ignore[arg-type]
    actions, (refusal,) = actions_of(
        [unreadable, document("neu", "Quitten", sequence=9)], [Withdrawal(identity("alt"), 7)], Analyzers(Vocabulary())
    )
    assert [(head["index"]["_id"], head["index"]["version"], source["deleted"]) for head, source in actions] == [
        (str(identity("nirgends")), 8, True),
        (str(identity("neu")), 9, False),
        (str(identity("alt")), 7, True),
    ]
    assert (refusal.id, refusal.sequence) == (identity("nirgends"), 8)
    assert refusal.error.startswith("AttributeError(")
