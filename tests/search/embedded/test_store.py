"""The file of the embedded search."""

from __future__ import annotations

import sqlite3

import pytest

from search.analysis.vocabulary import Vocabulary
from search.engines.base import EngineError, IndexMissing
from search.engines.embedded import EmbeddedEngine, store
from search.engines.embedded.store import kept


def test_a_file_that_was_removed_is_let_go_and_none_is_made_by_asking(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    removed = engine.store.connection()
    assert engine.store.connection() is removed
    engine.store.files.link.unlink()
    with pytest.raises(IndexMissing):
        engine.store.connection()
    assert not engine.store.files.link.exists()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        removed.execute("SELECT 1")


def test_whoever_asks_after_another_build_has_taken_over_asks_that_one(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    before = engine.store.connection()
    other = EmbeddedEngine(engine.store.files.link)
    other.rebuild([], Vocabulary())
    after = engine.store.connection()
    assert kept(after, "build") == kept(other.store.connection(), "build")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        before.execute("SELECT 1")
    other.store.close()


def test_a_forked_process_leaves_the_connection_of_its_parent_alone(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], Vocabulary())
    parent = engine.store.connection()
    with monkeypatch.context() as forked:
        forked.setattr(store.os, "getpid", lambda: 0)
        child = engine.store.connection()
        assert child is not parent
        assert engine.store.connection() is child
    assert parent.execute("SELECT 1").fetchone() == (1,)
    child.close()
    parent.close()


def test_writers_wait_for_each_other_and_say_when_they_begin(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    connection = engine.store.connection()
    assert connection.isolation_level is None
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for begin, seconds in ((engine.store.writing, store.WAITING), (engine.store.reading, store.PATIENCE)):
        with begin() as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (seconds * 1000,)


def test_who_asks_while_nobody_can_read_the_file_is_soon_told(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([], Vocabulary())
    monkeypatch.setattr(store, "PATIENCE", 0)
    locked = sqlite3.connect(engine.store.files.present(), isolation_level=None)
    locked.execute("PRAGMA journal_mode = DELETE")
    locked.execute("BEGIN EXCLUSIVE")
    with pytest.raises(EngineError, match="cannot be read now"), engine.store.reading():
        pass
    locked.execute("ROLLBACK")
    locked.close()
    with engine.store.reading() as connection:
        assert kept(connection, "build")


def test_an_index_of_older_code_is_none(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())
    with engine.store.writing() as connection:
        assert kept(connection, "nichts") is None
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    with pytest.raises(IndexMissing, match="no search index that this version can use"), engine.store.reading():
        pass
    with pytest.raises(IndexMissing), engine.store.writing():
        pass


def test_what_fails_within_a_transaction_leaves_nothing(engine: EmbeddedEngine) -> None:
    engine.rebuild([], Vocabulary())

    def fail() -> None:
        with engine.store.writing() as connection:
            connection.execute("UPDATE meta SET value = 9 WHERE key = 'sequence'")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert engine.position().sequence == 0
    assert not engine.store.connection().in_transaction
