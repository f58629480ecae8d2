"""Copies the example plugin: the files of the chosen parts, without what refers to the others, under the new plugin's names."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path, PurePath

from django.core.management.base import CommandError

from cms.devkit.naming import Names
from cms.devkit.parts import PARTS, Part
from cms.settings.env import ROOT
from cms.translations.app_catalogues import LANGUAGE, SOURCES, AppCatalogue
from cms.translations.reading import visit

EXAMPLE = Path(__file__).parent / "example"
PACKAGE = EXAMPLE / "src" / "litfass_notice_board"
COPIED = {".html", ".md", ".po", ".py"}


def copy_plugin(names: Names, parts: Collection[Part], home: Path) -> None:
    """Copies the package: what the parts need, their tests and German texts; with models it gets its first migration."""
    gone = {file for part in PARTS if part not in parts for file in part.files}
    has_models = any(file.startswith("models/") for part in parts for file in part.files)
    if not has_models:
        gone.add("models/__init__.py")
    for path in sorted(PACKAGE.rglob("*")):
        file = path.relative_to(PACKAGE)
        if path.suffix in COPIED and "migrations" not in file.parts and str(file) not in gone:
            text = path.read_text()
            if path.suffix == ".py":
                text = without_unused_imports(without_references(text, file, gone))
            elif path.suffix == ".md":
                text = "".join(
                    row for row in text.splitlines(keepends=True) if not any(f"`{each}`" in row for each in gone)
                )
            _write(home / renamed(str(file), names), renamed(text, names, has_page="documents.py" not in gone))
    po = home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    sources = tuple(path for path in sorted(home.rglob("*")) if path.suffix in SOURCES)
    visit(AppCatalogue(names.package, sources, po), write=True)
    if has_models:
        make_migration(names, home)


def copy_distribution(names: Names, root: Path) -> None:
    """Copies what makes the package below `src/` an installable distribution."""
    _write(root / "pyproject.toml", renamed((EXAMPLE / "pyproject.toml").read_text(), names))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def renamed(text: str, names: Names, *, has_page: bool = True) -> str:
    """The text with the new plugin's names; without a page type of its own it is about the core's events."""
    spellings = {
        "notice_board_page": f"{names.slug}_page" if has_page else "event",
        "litfass_notice_board": names.package,
        "notice_board": names.slug,
        "notice-board": names.dashed,
        "NoticeBoard": names.name,
        "Notice board": names.title,
    }
    return re.sub(
        r"\bnotice_board_page\b|litfass_notice_board|[Nn]otice[ _-]?[Bb]oard", lambda at: spellings[at[0]], text
    )


def without_references(source: str, file: PurePath, gone: Collection[str]) -> str:
    """The module without the functions that import one of the files that are gone, and without such imports at its top."""

    def is_of_no_use(node: ast.stmt) -> bool:
        inner = [each for each in ast.walk(node) if isinstance(each, ast.ImportFrom) and each.level]
        return any(str(file.parent / f"{(each.module or '').replace('.', '/')}.py") in gone for each in inner)

    tree = ast.parse(source)
    methods = [node for kind in tree.body if isinstance(kind, ast.ClassDef) for node in kind.body]
    top = [node for node in tree.body if not isinstance(node, ast.ClassDef)]
    return _cut(source, [node for node in (*top, *methods) if is_of_no_use(node)])


def without_unused_imports(source: str) -> str:
    """The module without the names that it imports at its top and does not use; each stands in a line of its own."""
    tree = ast.parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    cut: list[ast.stmt | ast.alias] = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import) and getattr(node, "module", "") != "__future__":
            # Whoever imports a name as itself gives it on.
            unused = [each for each in node.names if each.name not in used and each.asname is None]
            cut += [node] if len(unused) == len(node.names) else unused
    return _cut(source, cut)


def _cut(source: str, nodes: Iterable[ast.stmt | ast.alias]) -> str:
    """The source without these lines, and without the blank ones before them where others follow."""
    lines = source.splitlines()
    for node in sorted(nodes, key=lambda node: -node.lineno):
        begin, end = node.lineno - 1, node.end_lineno or node.lineno
        while lines[begin - 1] == "" and (end == len(lines) or lines[end] == ""):
            begin -= 1
        del lines[begin:end]
    return "\n".join(lines) + "\n"


def make_migration(names: Names, home: Path) -> None:
    """Lets Django write the first migration, in a process that loads the plugin."""
    _write(home / "migrations" / "__init__.py", "")
    environment = dict(os.environ)
    if not names.package.startswith("plugins."):
        environment["LITFASS_PLUGINS_PATH"] = str(home.parent)
    command = ["manage.py", "makemigrations", names.slug, "--name=initial", "--no-header", "--verbosity=0"]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(f"The plugin is written, but its migration could not be made:\n{done.stderr}")
