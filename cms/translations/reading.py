"""Brings one app's catalogues up to date, or says what is amiss in it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import PoFileError

from cms.translations.app_catalogues import AppCatalogue
from cms.translations.catalogue import Catalogue, as_mo, as_po, as_written, merged, read
from cms.translations.faults import faults
from cms.translations.source import texts


def visit(app_catalogue: AppCatalogue, *, write: bool) -> list[str]:
    """What is amiss in one app's catalogues, after bringing their files up to date if wanted."""
    source = texts(app_catalogue.files)
    if not source and not app_catalogue.po.exists():
        return []
    try:
        catalogue = merged(app_catalogue.app, source, read(app_catalogue.po))
        files = contents(app_catalogue, catalogue)
    except PoFileError as error:
        return [f"cannot be read: {error}"]
    if write:
        store(files)
    return [*faults(catalogue), *stale(app_catalogue, files)]


def store(files: dict[Path, bytes]) -> None:
    """Writes the files where they differ."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def stale(app_catalogue: AppCatalogue, files: dict[Path, bytes]) -> list[str]:
    """Which of the files are not as they would be written now."""
    return [
        f"{path.name if path.parent == app_catalogue.po.parent else path.relative_to(app_catalogue.po.parents[2])} is not up to date; "
        "run: manage.py messages"
        for path, content in files.items()
        if not path.exists() or path.read_bytes() != content
    ]


def contents(app_catalogue: AppCatalogue, catalogue: Catalogue) -> dict[Path, bytes]:
    """The files as they should be: the German ones, and for each further language what Django reads."""
    further = {
        path.with_suffix(".mo"): as_mo(as_written(app_catalogue.app, path, language))
        for language, path in app_catalogue.further.items()
    }
    return {app_catalogue.po: as_po(catalogue), app_catalogue.mo: as_mo(catalogue), **further}
