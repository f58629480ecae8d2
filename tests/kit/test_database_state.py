"""A command that meets a database of another time says what to do."""

from __future__ import annotations

from pathlib import Path

from tests.kit.processes import python


def test_an_empty_database_leads_to_migrate(tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "list"], data=tmp_path, path=None, skip="")
    assert done.returncode == 1
    *_, lacks, remedy = done.stderr.rstrip().splitlines()
    assert str(tmp_path) in lacks
    assert "manage.py migrate" in remedy
