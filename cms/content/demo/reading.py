"""Reads the data files into one typed archive."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cms.content.demo.facts import Archive

DATA = Path(__file__).parent / "data"


def archive(folder: Path = DATA) -> Archive:
    """The archive of the folder; raises pydantic's `ValidationError`, which names the table and key at fault."""
    pages = _table(folder / "pages.toml")
    return Archive.model_validate(
        {
            "cities": _table(folder / "cities.toml")["city"],
            "topics": _table(folder / "topics.toml")["topic"],
            "programmes": _table(folder / "programmes.toml")["programme"],
            "series": _table(folder / "series.toml")["series"],
            "places": _table(folder / "places.toml")["place"],
            "partners": _table(folder / "partners.toml")["partner"],
            "people": _table(folder / "people.toml")["person"],
            "city_programmes": _table(folder / "city_programmes.toml")["city_programme"],
            "events": _tables(folder / "events", "event"),
            "news": _tables(folder / "news", "news"),
            "home": pages["home"],
            "index": pages["index"],
            "pages": pages["page"],
            "languages": {path.stem: _table(path) for path in sorted((folder / "translations").glob("*.toml"))},
        }
    )


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def _tables(folder: Path, name: str) -> list[dict[str, Any]]:
    return [table for path in sorted(folder.glob("*.toml")) for table in _table(path)[name]]
