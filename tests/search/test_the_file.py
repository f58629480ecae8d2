"""The file of the embedded search."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from search.engines.embedded.store import Store


def test_a_file_that_was_removed_is_opened_anew_and_let_go(tmp_path: Path) -> None:
    store = Store(tmp_path / "search.sqlite3")
    removed = store.connection()
    assert store.connection() is removed
    store.path.unlink()
    assert store.connection() is not removed
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        removed.execute("SELECT 1")
    store.close()
