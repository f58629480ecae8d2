"""Examples from the golden archive, one file per type."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HOST = "https://litfass.example"
"""Where the examples pretend to stand."""

TITLES = {
    "event": (
        "„(K)EINE Rolle der Migrantenorganisationen zur Gestaltung kommunaler nachhaltiger Integration?“"
        " – Konferenz in Halle (Saale)"
    ),
    "partner": "Verband der Migrantenorganisationen Halle (Saale)",
    "city_programme": "Gemeinsam im Alltag in Halle (Saale)",
    "news": "Konferenz in Halle (Saale): der Rückblick ist da",
    "page": "Über das Netzwerk",
    "city": "Halle (Saale)",
    "place": "Literaturhaus, Halle (Saale)",
    "topic": "Migrantenorganisationen",
    "person": "Elif Demirkapı",
    "programme": "Gemeinsam im Alltag",
    "series": "Vereinswerkstatt",
}
"""The documents that are shown, by type; `manage.py openapi --examples` takes them anew from the demo archive."""


@cache
def example_of(type_name: str) -> dict[str, Any] | None:
    """A real document of the type; None if there is none in the golden archive."""
    path = FOLDER / f"{type_name}.json"
    example: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
    return example
