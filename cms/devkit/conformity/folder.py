"""What lies in a plugin's folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from cms.devkit.conformity.subject import Subject
from cms.extend.inventory import loaded
from cms.extend.requirements import names
from cms.settings.env import ROOT
from cms.translations.app_catalogues import app_catalogues
from cms.translations.reading import visit

REMOVAL = ("LITFASS_PLUGINS_SKIP", "plugins remove", "plugins disable")
BACK_DOORS = ("cms.publishing.receivers", "elasticsearch")
FRONT_ROOMS = ("cms.extend", "cms.devkit.testing")

ADDING = {"register_admin_viewset", "register_admin_urls"}
"""Hooks that add views and change none."""


def has_tests(subject: Subject) -> Iterator[str]:
    """It has tests, in `tests/` of its folder or in `tests/<slug>/` of this tree."""
    folders = [subject.folder / "tests", *([ROOT / "tests" / subject.plugin.slug] if subject.is_first_party else [])]
    if not any(folder.is_dir() and any(folder.rglob("test_*.py")) for folder in folders):
        yield f"no test_*.py in {' or '.join(str(folder) for folder in folders)}"


def speaks_german(subject: Subject) -> Iterator[str]:
    """Its German catalogue is complete."""
    for app_catalogue in app_catalogues(subject.folder, [subject.plugin]):
        yield from visit(app_catalogue, write=False)


def has_a_readme(subject: Subject) -> Iterator[str]:
    """Its folder has a README.md."""
    if not (subject.folder / "README.md").is_file():
        yield f"{subject.folder / 'README.md'} is missing"


def says_how_to_remove_it(subject: Subject) -> Iterator[str]:
    """Its README says how it is switched off or removed, and what becomes of its content."""
    readme = subject.folder / "README.md"
    if not readme.is_file() or not any(word in readme.read_text() for word in REMOVAL):
        yield f"README.md names none of: {', '.join(REMOVAL)}"


def hooks_only_add_views(subject: Subject) -> Iterator[str]:
    """Its `wagtail_hooks.py`, if there is one, only adds views of its own: hooks hold for all sites and cannot be switched off."""
    path = subject.folder / "wagtail_hooks.py"
    calls = ast.walk(ast.parse(path.read_text())) if path.exists() else ()
    names = {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in ("register", "register_temporarily")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    for name in sorted(map(str, names - ADDING)):
        yield f"wagtail_hooks.py registers {name}; use the points of the contract"


def templates_bear_its_name(subject: Subject) -> Iterator[str]:
    """Templates and static files lie below its label, so that they replace nobody else's."""
    for kind in ("templates", "static"):
        folder = subject.folder / kind
        if folder.is_dir():
            yield from (str(path) for path in sorted(folder.iterdir()) if path.name != subject.plugin.label)


def comes_in_through_the_front_door(subject: Subject) -> Iterator[str]:
    """It imports the names of `cms.extend`, not its modules, and no other plugin that it does not require."""
    foreign = [
        each.name for each in loaded() if each.slug not in (subject.plugin.slug, *names(subject.plugin.requires))
    ]
    for path in sorted(subject.folder.rglob("*.py")):
        own = path.relative_to(subject.folder)
        for name in imported(path) if not {"tests", "migrations"} & {*own.parts} else ():
            if _is_back_door(name) or any(name == other or name.startswith(f"{other}.") for other in foreign):
                yield f"{own} imports {name}"


def _is_back_door(name: str) -> bool:
    if name.startswith(BACK_DOORS):
        return True
    return name.startswith("cms.extend.") and name not in FRONT_ROOMS


def imported(path: Path) -> Iterator[str]:
    """The modules that a Python file imports from."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


TIDY = (
    hooks_only_add_views,
    templates_bear_its_name,
    comes_in_through_the_front_door,
    says_how_to_remove_it,
)
SHOWN = (has_tests, speaks_german, has_a_readme)
