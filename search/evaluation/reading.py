"""Reads a corpus and judgments from files; what is wrong in them is told with its line."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from search.documents import SearchDocument

NAMESPACE = UUID("3c8a4a55-64a5-4d9c-9d26-5a2a6f0c7f10")
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
COLUMNS = ("query", "locale", "id", "grade")


class InputError(Exception):
    """A file cannot be read as it should; the text names the file, the line, and what is expected there."""


@dataclass(frozen=True)
class Question:
    """A text that is asked in a language (in all of them if that is empty), and the grades of its right answers."""

    text: str
    locale: str
    grades: dict[UUID, float] = field(default_factory=dict, compare=False)
    line: int = field(default=0, compare=False)


def identity(name: str) -> UUID:
    """The id of the document that a file calls so: itself if it is one."""
    try:
        return UUID(name)
    except ValueError:
        return uuid5(NAMESPACE, name)


def read_corpus(path: Path) -> list[SearchDocument]:
    """The documents of a file with one JSON object in each line: `{id, locale, title, lead, body}`; other members are left out."""
    documents: list[SearchDocument] = []
    lines: dict[UUID, int] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        document = _document(_object(line, path, number), path, number)
        if document.id in lines:
            raise InputError(
                f"{path}, line {number}: its id already stands in line {lines[document.id]}; give each its own."
            )
        lines[document.id] = number
        documents.append(document)
    if not documents:
        raise InputError(f"{path} holds no document; write one JSON object in each line.")
    return documents


def _object(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}, line {number}: this is no JSON ({error}); write one object in each line.") from error
    if not isinstance(content, dict):
        raise InputError(f"{path}, line {number}: write an object with id, locale, title, lead and body.")
    return content


def _document(content: Mapping[str, Any], path: Path, number: int) -> SearchDocument:
    name, title = content.get("id"), content.get("title")
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        raise InputError(f"{path}, line {number}: give it an id, a text or a number.")
    texts = {key: content.get(key) or "" for key in ("locale", "lead", "body")}
    if not isinstance(title, str) or not all(isinstance(text, str) for text in texts.values()):
        raise InputError(
            f"{path}, line {number}: title, lead, body and locale must be texts, and there must be a title."
        )
    return SearchDocument(
        id=identity(str(name).strip()),
        sequence=number,
        type="document",
        locale=texts["locale"].strip(),
        title=title,
        texts=tuple(text for text in (texts["lead"], *texts["body"].splitlines()) if text.strip()),
        facets=(("type", "document"),),
        starts_at=None,
        ends_at=None,
        updated_at=NEVER,
        date=None,
    )


def read_judgments(path: Path) -> list[Question]:
    """The questions of a table with the columns `query`, `locale`, `id` and `grade`; other columns are left out."""
    rows = csv.reader(_lines(path), strict=True)
    questions: dict[Question, Question] = {}
    columns: dict[str, int] = {}
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = _columns(row, path, rows.line_num)
                continue
            asked, answer, grade = _judgment(row, columns, path, rows.line_num)
            questions.setdefault(asked, asked).grades[answer] = grade
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: this is no CSV ({error}).") from error
    if not questions:
        raise InputError(
            f"{path} holds no judgment; write the columns {', '.join(COLUMNS)}, and one judgment in each line."
        )
    return list(questions.values())


def _columns(row: list[str], path: Path, number: int) -> dict[str, int]:
    found = {name.strip().lower(): at for at, name in reversed(list(enumerate(row)))}
    if missing := [name for name in COLUMNS if name not in found]:
        raise InputError(
            f"{path}, line {number}: the column {missing[0]} is missing; begin with a line that names "
            f"{', '.join(COLUMNS)}, separated by commas."
        )
    return found


def _judgment(row: list[str], columns: dict[str, int], path: Path, number: int) -> tuple[Question, UUID, float]:
    cells = {name: row[columns[name]].strip() if columns[name] < len(row) else "" for name in COLUMNS}
    if not cells["query"] or not cells["id"]:
        raise InputError(f"{path}, line {number}: both query and id must be given.")
    try:
        grade = float(cells["grade"])
    except ValueError:
        grade = -1.0
    if not 0 <= grade < float("inf"):
        raise InputError(
            f"{path}, line {number}: {cells['grade']!r} is no grade; write 0 for wrong, 1 or more for right."
        )
    return Question(cells["query"], cells["locale"], line=number), identity(cells["id"]), grade


def _lines(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(file)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not written in UTF-8 ({error}).") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
