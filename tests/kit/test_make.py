"""`make` gets to the end from whatever it finds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from cms.settings.env import ROOT


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_an_environment_that_was_only_half_made_is_made_anew(tmp_path: Path) -> None:
    """As by a machine that was switched off meanwhile: Python is there, and pip not yet."""

    def install() -> subprocess.CompletedProcess[str]:
        command = ["make", f"PYTHON={sys.executable}", "install"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".lock").mkdir()
    lock = tmp_path / ".lock" / "runtime.txt"
    lock.write_text("never-published @ file:///nowhere\n")
    venv.create(tmp_path / ".venv", with_pip=False)
    failed = install()
    assert failed.returncode != 0
    assert "in place" not in failed.stdout
    lock.write_text("")
    done = install()
    assert done.returncode == 0, done.stderr
    assert "packages are in place" in done.stdout
