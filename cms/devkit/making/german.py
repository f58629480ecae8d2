"""The German texts of a new plugin."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog

from cms.catalogues.catalogue import as_mo, as_po, merged
from cms.catalogues.places import LANGUAGE, SOURCES, Place
from cms.catalogues.source import texts
from cms.devkit.making.naming import Names

TEXTS = {
    "Count what is public": "Zählen, was öffentlich ist",
    "Lead": "Vorspann",
    "Notes": "Notizen",
    "List of titles": "Liste von Titeln",
    "Something is public": "Etwas ist öffentlich",
    "Table": "Tabelle",
    "Tell the log": "Ins Protokoll schreiben",
    "Unpublish it first.": "Nehmen Sie es erst aus der Veröffentlichung.",
    "With a lead": "Mit Vorspann",
    "Without a lead": "Ohne Vorspann",
    "Write what this is about.": "Schreiben Sie, worum es geht.",
    "heading": "Überschrift",
    "name": "Name",
    "note": "Notiz",
    "text": "Text",
}
NAMED = {
    "": "",
    " box": ": Kasten",
    " entries": ": Einträge",
    " entry": ": Eintrag",
    " page": ": Seite",
    " pages": ": Seiten",
}


def write_german(names: Names, home: Path) -> None:
    """Writes both files of the catalogue."""
    translated = Catalog(locale=LANGUAGE)
    for english, german in {**TEXTS, **{names.title + end: names.title + ende for end, ende in NAMED.items()}}.items():
        translated.add(english, german)
    files = tuple(path for path in sorted(home.rglob("*")) if path.suffix in SOURCES)
    place = Place(app=names.package, files=files, po=home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po")
    catalogue = merged(place.app, texts(place.files), translated)
    place.po.parent.mkdir(parents=True)
    place.po.write_bytes(as_po(catalogue))
    place.mo.write_bytes(as_mo(catalogue))
