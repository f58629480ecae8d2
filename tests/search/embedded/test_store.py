"""The file of the embedded search."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from search.analysis.vocabulary import Vocabulary
from search.engines.base import IndexMissing
from search.engines.embedded import EmbeddedEngine


def test_a_file_that_was_removed_is_let_go_and_none_is_made_by_asking(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "search.sqlite3")
    engine.rebuild([], Vocabulary())
    removed = engine.store.connection()
    assert engine.store.connection() is removed
    engine.store.files.link.unlink()
    with pytest.raises(IndexMissing):
        engine.store.connection()
    assert not engine.store.files.link.exists()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        removed.execute("SELECT 1")
    engine.clear()
