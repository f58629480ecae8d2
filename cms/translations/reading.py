"""Brings one app's catalogues up to date, or says what is amiss in it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import PoFileError

from cms.translations.app_catalogues import AppCatalogue
from cms.translations.catalogue import Catalogue, as_mo, as_po, as_written, merged, read
from cms.translations.faults import faults
from cms.translations.source import texts


def visit(place: AppCatalogue, *, write: bool) -> list[str]:
    """What is amiss in one app's catalogues, after bringing their files up to date if wanted."""
    source = texts(place.files)
    if not source and not place.po.exists():
        return []
    try:
        catalogue = merged(place.app, source, read(place.po))
        files = contents(place, catalogue)
    except PoFileError as error:
        return [f"cannot be read: {error}"]
    if write:
        store(files)
    return [*faults(catalogue), *stale(place, files)]


def store(files: dict[Path, bytes]) -> None:
    """Writes the files where they differ."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def stale(place: AppCatalogue, files: dict[Path, bytes]) -> list[str]:
    """Which of the files are not as they would be written now."""
    return [
        f"{path.name if path.parent == place.po.parent else path.relative_to(place.po.parents[2])} is not up to date; "
        "run: manage.py messages"
        for path, content in files.items()
        if not path.exists() or path.read_bytes() != content
    ]


def contents(place: AppCatalogue, catalogue: Catalogue) -> dict[Path, bytes]:
    """The files as they should be: the German ones, and for each further language what Django reads."""
    further = {
        path.with_suffix(".mo"): as_mo(as_written(place.app, path, language))
        for language, path in place.further.items()
    }
    return {place.po: as_po(catalogue), place.mo: as_mo(catalogue), **further}
