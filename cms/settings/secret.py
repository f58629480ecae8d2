"""The installation's own secret key, when the environment gives none."""

from __future__ import annotations

from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret(folder: Path) -> str:
    """The key kept in the folder, made on first use; readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(get_random_secret_key())
        except FileExistsError:  # another process was faster
            pass
    return path.read_text().strip()
