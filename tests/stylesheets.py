"""Formats the stylesheets: `python -m tests.stylesheets`; with `--check` it writes nothing, and says which files are not as they should be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import cssbeautifier

from cms.settings.env import ROOT

WIDEST = 160
"""No line of a template, stylesheet or script is longer, so that changes can be reviewed side by side."""

ROOMS = ("blocks", "cms", "plugins", "templates", "tests")
OPTIONS = {
    "indent_size": 2,
    "end_with_newline": True,
    "space_around_combinator": True,
    "newline_between_rules": False,
}


def files(*endings: str) -> Iterator[Path]:
    """The files of the project with one of these endings."""
    for room in ROOMS:
        yield from (path for path in sorted((ROOT / room).rglob("*")) if path.suffix in endings)


def formatted(style: str) -> str:
    """The stylesheet as it should be."""
    text: str = cssbeautifier.beautify(style, OPTIONS)
    return text


def faults() -> list[str]:
    """Stylesheets that are not formatted, and lines that are too long."""
    unformatted = [
        f"{path.relative_to(ROOT)} is not formatted: run make format"
        for path in files(".css")
        if formatted(path.read_text()) != path.read_text()
    ]
    long = [
        f"{path.relative_to(ROOT)}:{number} is longer than {WIDEST} characters"
        for path in files(".css", ".html", ".js")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > WIDEST
    ]
    return unformatted + long


def main() -> int:
    """1 if a check finds anything."""
    if "--check" not in sys.argv:
        for path in files(".css"):
            path.write_text(formatted(path.read_text()))
    found = faults()
    for fault in found:
        print(fault)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
