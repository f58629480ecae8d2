"""Which plugin a failing piece of code, or a message, belongs to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import extract_tb

from cms.extend.discovery import Discovery


def owner_of(error: BaseException, discovery: Discovery) -> str:
    """The slug of the plugin that owns the innermost frame of the error, or of what it came from; empty if none does."""
    folders = folders_of(discovery)
    for each in _chain(error):
        for file in _files(each):
            for slug, folder in folders.items():
                if Path(file).is_relative_to(folder):
                    return slug
    return ""


def folders_of(discovery: Discovery) -> Mapping[str, Path]:
    """Where the package of each plugin lies that was found."""
    modules = {found.slug: sys.modules.get(found.package) for found in discovery.found}
    return {slug: Path(module.__file__).parent for slug, module in modules.items() if module and module.__file__}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _files(error: BaseException) -> Iterator[str]:
    """The files of the error, the innermost first; a syntax error has no frame in the file that it is about."""
    if isinstance(error, SyntaxError) and error.filename:
        yield error.filename
    yield from (frame.filename for frame in reversed(extract_tb(error.__traceback__)))
