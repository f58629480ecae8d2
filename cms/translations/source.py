"""What the source says: every text marked for translation in Python files and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext_lazy": (*CONTEXT_FIRST, 3),
}


class Text(NamedTuple):
    """A text of the source: one form, or singular and plural; the context tells homonyms apart."""

    id: str | tuple[str, str]
    context: str | None
    comments: tuple[str, ...] = ()


def texts(files: Iterable[Path]) -> list[Text]:
    """Every text in the files, each once, with the comments made for translators."""
    found: dict[tuple[str | tuple[str, str], str | None], Text] = {}
    for path in files:
        for text in _texts_in(path):
            found.setdefault((text.id, text.context), text)
    return list(found.values())


def _texts_in(path: Path) -> Iterator[Text]:
    source = path.read_bytes() if path.suffix == ".py" else _as_python(path)
    # Babel's signature lacks what its documentation says: that a keyword's context is written as (1, "c").
    for _line, id, comments, context in extract("python", BytesIO(source), KEYWORDS, ("Translators",)):
        yield Text((id[0], id[1]) if isinstance(id, tuple) else id, context, tuple(comments))


def _as_python(path: Path) -> bytes:
    """The template as lines of Python calls; indentation and exotic spaces would be errors in Python and mean nothing here."""
    lines = templatize(path.read_text(), origin=str(path)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).encode()
