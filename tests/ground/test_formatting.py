"""Templates, stylesheets and scripts can be read and reviewed like code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cms.settings.env import ROOT
from tests import stylesheets


def test_stylesheets_are_formatted_and_no_line_is_too_long() -> None:
    assert stylesheets.faults() == []


def test_templates_are_formatted() -> None:
    formatter = Path(sys.executable).with_name("djangofmt")
    asked = subprocess.run([formatter, "--check", *stylesheets.ROOMS], cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
