"""Reads a table of press releases: a CSV file as spreadsheets write it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils import translation

from plugins.press.models import PressReleasePage, Reach

HEADINGS = {
    "number": ("number", "nummer", "nr", "nr."),
    "published_on": ("date", "datum"),
    "title": ("title", "titel", "überschrift"),
    "lead": ("lead", "vorspann", "teaser"),
    "body": ("text",),
    "reach": ("reach", "verbreitung", "reichweite"),
}
"""What may stand above a column, by the field that it fills."""

NEEDED = ("number", "title")
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Unreadable(Exception):
    """The file cannot be read, from this line on."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line


class Faulty(Exception):
    """One line cannot be understood; the message says why, and what would be."""


@dataclass(frozen=True)
class Line:
    """One release: the line on which it begins, and the cells that say something, by field."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    superfluous: int = 0

    @property
    def title(self) -> str:
        """What to call it."""
        return self.cells.get("title", "")


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The releases in the file; raises `Unreadable`."""
    text = _text(file.read())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    fields: list[str] = []
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Unreadable(begins, f"no valid CSV from here on ({error}); look for a quotation mark.") from error
        if row is None:
            return
        if not fields:
            fields = _fields(row)
        elif any(cell.strip() for cell in row):
            yield _line(begins, fields, row)


def _text(data: bytes) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            line,
            "the file is not in UTF-8, but probably in cp1252, as Excel writes it by default; "
            "save it as “CSV UTF-8” and import that.",
        ) from error


def _delimiter(text: str) -> str:
    return ";" if ";" in text.partition("\n")[0] else ","


def _fields(headings: list[str]) -> list[str]:
    known = {heading: name for name, all_of_them in HEADINGS.items() for heading in all_of_them}
    found = []
    for heading in headings:
        name = known.get(heading.strip().casefold())
        if name is None or name in found:
            possible = ", ".join(each[0] for each in HEADINGS.values())
            fault = "stands there twice" if name else "is not known"
            raise Unreadable(1, f"the heading {heading.strip()[:50]!r} {fault}; possible are {possible}.")
        found.append(name)
    if missing := [name for name in NEEDED if name not in found]:
        raise Unreadable(1, f"a column is missing: {', '.join(missing)}. The first line names the columns.")
    return found


def _line(begins: int, fields: list[str], row: list[str]) -> Line:
    cells = {name: cell.strip() for name, cell in zip(fields, row, strict=False) if cell.strip()}
    return Line(begins, cells, superfluous=sum(bool(cell.strip()) for cell in row[len(fields) :]))


def values_of(line: Line) -> dict[str, Any]:
    """What the cells mean for a release, texts as they are; raises `Faulty`."""
    if line.superfluous:
        raise Faulty("more cells than headings; put a text that holds the separator into quotation marks.")
    for name in NEEDED:
        if name not in line.cells:
            raise Faulty(f"{name} is empty; every release needs one.")
    values: dict[str, Any] = {name: _plain(name, text) for name, text in line.cells.items()}
    if "published_on" in values:
        values["published_on"] = _day(values["published_on"])
    if "reach" in values:
        values["reach"] = _reach(values["reach"])
    return values


def _plain(name: str, text: str) -> str:
    if CONTROLS.search(text):
        raise Faulty(f"{name} holds control characters; type the cell anew.")
    longest = getattr(PressReleasePage._meta.get_field(name), "max_length", None)
    if name not in ("reach", "published_on") and longest and len(text) > longest:
        raise Faulty(f"{name} has {len(text)} characters, {longest} have room.")
    return text


def _day(text: str) -> dt.date:
    german = GERMAN_DAY.fullmatch(text)
    try:
        return dt.date(*map(int, reversed(german.groups()))) if german else dt.date.fromisoformat(text)
    except ValueError:
        raise Faulty(f"date: {text[:50]!r} is no day; write 31.05.2026 or 2026-05-31.") from None


def _reach(text: str) -> Reach:
    names = {name.casefold(): reach for reach in Reach for name in _names(reach)}
    if text.casefold() not in names:
        raise Faulty(f"reach: {text[:50]!r} is no reach; write {', '.join(Reach.values)}.")
    return names[text.casefold()]


def _names(reach: Reach) -> Iterator[str]:
    yield reach.value
    for language in ("en", "de"):
        with translation.override(language):
            yield str(reach.label)
