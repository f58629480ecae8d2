"""What all hostile plugins of the tests are made of: the class of each, and the files in which it stands."""

from __future__ import annotations

from pathlib import Path

CONFIG = """
class Config(Plugin):
    slug = title = "{name}"
    version = "1.0"
    enabled_by_default = True
"""
"""The class of a plugin, which runs unless something of it is refused."""


def put_plugin(folder: Path, name: str, apps: str) -> None:
    """Writes the package of the plugin, with this text in its `apps.py`."""
    put(folder / name / "__init__.py", "")
    put(folder / name / "apps.py", apps)


def put(path: Path, text: str | bytes) -> None:
    """Writes a file, and the folders in which it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
