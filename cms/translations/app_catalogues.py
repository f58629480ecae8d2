"""Which catalogue belongs to which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import AppConfig

LANGUAGE = "de"
SOURCES = (".py", ".html", ".txt", ".xml")


@dataclass(frozen=True)
class AppCatalogue:
    """One app's catalogue: the dotted name of the app, and every file whose texts it translates."""

    app: str
    files: tuple[Path, ...]
    po: Path

    @property
    def mo(self) -> Path:
        """The compiled catalogue, which Django reads."""
        return self.po.with_suffix(".mo")

    @property
    def further(self) -> dict[str, Path]:
        """The catalogues of further languages, which people write and this only compiles, by language."""
        written = sorted(self.po.parents[2].glob("*/LC_MESSAGES/django.po"))
        return {path.parents[1].name: path for path in written if path != self.po}


def app_catalogues(
    root: Path, configs: Iterable[AppConfig], *, keeper_of_templates: str = "cms.site"
) -> list[AppCatalogue]:
    """The catalogues of all apps below the root, by name.

    A file belongs to the innermost app around it, loaded or not; the top-level `templates/` to `keeper_of_templates`.
    """
    apps = {config.name: Path(config.path) for config in configs if Path(config.path).is_relative_to(root)}
    apps = {name: path for name, path in apps.items() if "site-packages" not in path.relative_to(root).parts}
    return [
        AppCatalogue(
            app=name,
            files=tuple(
                sorted(
                    [
                        *_files(folder, without=set(apps.values()) - {folder}),
                        *(_files(root / "templates") if name == keeper_of_templates else ()),
                    ]
                )
            ),
            po=folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po",
        )
        for name, folder in sorted(apps.items())
    ]


def _files(folder: Path, *, without: Iterable[Path] = ()) -> Iterator[Path]:
    # An app that is not loaded, such as the example for authors of plugins, has its own catalogue all the same.
    foreign = (path.parent for path in folder.rglob("locale") if path.parent != folder)
    inner = [path for path in (*without, *foreign) if path.is_relative_to(folder)]
    for path in folder.rglob("*"):
        if path.suffix in SOURCES and path.is_file() and not any(path.is_relative_to(other) for other in inner):
            yield path
