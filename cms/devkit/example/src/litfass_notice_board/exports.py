"""Forms in which public things can be taken along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cms.extend import Export


def table(asked: Export) -> Iterator[str]:
    """A line for each thing: title and address."""
    yield _line("title", "url")
    for document in asked.documents:
        yield _line(document["title"], document.get("url") or "")


def _line(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
