"""Static files with names that change with their content; a style sheet of a plugin that leads nowhere costs itself alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from whitenoise.storage import CompressedManifestStaticFilesStorage

from cms.extend import Plugin
from cms.extend.reserved import CORE

log = logging.getLogger(__name__)

Processed = tuple[str, str | None, Any]


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; what a plugin's file refers to is left as it is written where that cannot be found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_as_they_are: set[str] = set()

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """The names that were written last; none where that was broken off, as by a full disk: whoever collects next writes them anew."""
        try:
            names: tuple[dict[str, str], str] = super().load_manifest()
        except ValueError as error:
            log.warning("Static files must be collected anew: %s", error)
            return {}, ""
        return names

    def post_process(self, paths: Mapping[str, Any], *args: Any, **kwargs: Any) -> Iterator[Processed]:
        """Each file, with the name that it is served by."""
        of_plugins = {name: owner for name, place in paths.items() if (owner := _owner(place))}
        self.left_as_they_are = {name for name in of_plugins if not _is_text(paths[name])}
        while True:
            done: list[Processed] = list(super().post_process(paths, *args, **kwargs))
            broken = {
                name: result
                for names, _, result in done
                if isinstance(result, Exception)
                for name in names.split(", ")
                if name in of_plugins and name not in self.left_as_they_are
            }
            if not broken:
                yield from done
                return
            for name, error in broken.items():
                log.error("The file %s of the plugin %s is left as it is: %s", name, of_plugins[name], error)
            self.left_as_they_are |= set(broken)

    def url_converter(self, *args: Any, **kwargs: Any) -> Callable[[Any], str]:
        """Puts the names in place of references; raises `ValueError` for each that leads nowhere, out of the folder too."""
        convert = super().url_converter(*args, **kwargs)

        def converted(match: Any) -> str:
            try:
                return str(convert(match))
            except SuspiciousFileOperation as error:
                raise ValueError(str(error)) from error

        return converted

    def _post_process(self, paths: Any, adjustable_paths: Any, hashed_files: Any) -> Iterator[Any]:
        adjustable = [name for name in adjustable_paths if name not in self.left_as_they_are]
        for name, hashed_name, processed, is_changed in super()._post_process(paths, adjustable, hashed_files):
            # Django goes over all files again as long as one of them changes.
            yield name, hashed_name, processed, is_changed and name not in self.left_as_they_are


def _owner(place: Any) -> str:
    """The slug of the plugin that brings the file; "" for everybody else's."""
    storage, name = place
    path = Path(storage.path(name))
    for config in apps.get_app_configs():
        if isinstance(config, Plugin) and config.slug not in CORE and path.is_relative_to(config.path):
            return config.slug
    return ""


def _is_text(place: Any) -> bool:
    storage, name = place
    if not name.endswith((".css", ".js")):
        return True
    try:
        Path(storage.path(name)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return True
