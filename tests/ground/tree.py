"""The files of the project, for the tests that read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

from cms.settings.env import ROOT

BINARY = {".avif", ".gif", ".ico", ".jpg", ".jpeg", ".mo", ".pdf", ".png", ".webp", ".woff2"}


def tracked() -> list[Path]:
    """All files that git tracks and that are still there, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines(paths: list[Path]) -> Iterator[tuple[Path, int, str]]:
    """Every line of the text files among them, with its number."""
    for path in paths:
        if path.suffix not in BINARY:
            for number, line in enumerate((ROOT / path).read_text().splitlines(), 1):
                yield path, number, line


def imports(path: Path) -> Iterator[str]:
    """Every dotted name that a Python file imports."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
