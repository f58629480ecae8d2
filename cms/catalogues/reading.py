"""Brings one catalogue up to date, or says what is amiss in it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import PoFileError

from cms.catalogues.catalogue import Catalogue, as_mo, as_po, merged, read
from cms.catalogues.faults import faults
from cms.catalogues.places import Place
from cms.catalogues.source import texts


def visit(place: Place, *, write: bool) -> list[str]:
    """What is amiss in one catalogue, after bringing its files up to date if wanted."""
    source = texts(place.files)
    if not source and not place.po.exists():
        return []
    try:
        catalogue = merged(place.app, source, read(place.po))
    except PoFileError as error:
        return [f"cannot be read: {error}"]
    if write:
        store(place, catalogue)
    return [*faults(catalogue), *stale(place, catalogue)]


def store(place: Place, catalogue: Catalogue) -> None:
    """Writes both files where they differ."""
    place.po.parent.mkdir(parents=True, exist_ok=True)
    for path, content in contents(place, catalogue).items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def stale(place: Place, catalogue: Catalogue) -> list[str]:
    """Which of the two files are not as they would be written now."""
    return [
        f"{path.name} is not up to date; run: manage.py messages"
        for path, content in contents(place, catalogue).items()
        if not path.exists() or path.read_bytes() != content
    ]


def contents(place: Place, catalogue: Catalogue) -> dict[Path, bytes]:
    """Both files, as they should be."""
    return {place.po: as_po(catalogue), place.mo: as_mo(catalogue)}
