"""Where uploaded files and renditions are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Stores a file whole or not at all: what could be written of it in part, before the disk was full, is taken away again."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        is_new = not path.exists()
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            if is_new:
                path.unlink(missing_ok=True)
            raise
