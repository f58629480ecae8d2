"""What a process that may be killed has done, line by line in a file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def note(path: Path, **entry: Any) -> None:
    """Adds the entry in one piece."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, (json.dumps(entry) + "\n").encode())
    finally:
        os.close(file)


def noted(path: Path) -> Iterator[dict[str, Any]]:
    """All entries, in order."""
    if path.exists():
        yield from map(json.loads, path.read_text().splitlines())
