"""The installation's own secret key, when the environment gives none."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

NAME = "secret-key"


def kept_secret(folder: Path) -> str:
    """The key kept in the folder; "" if none was made yet."""
    path = folder / NAME
    return path.read_text().strip() if path.is_file() else ""


def ensure_secret(folder: Path) -> str:
    """The key kept in the folder, made with the folder if missing; readable by its owner only."""
    if not (found := kept_secret(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder / NAME)
        found = kept_secret(folder)
    return found


def _make(path: Path) -> None:
    """Puts a whole key in place, also of an empty one that a full disk has left; of several processes at once the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(get_random_secret_key())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        if not kept_secret(path.parent):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
