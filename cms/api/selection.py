"""Narrow documents: `fields=title,start,organisers(partner(title,url))`, or `fields=card`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cms.api.cards import CARD
from cms.api.schemas import Shape, document_shape
from cms.extend import PublicType
from cms.publishing.reading.parameters import FilterError

Selection = Mapping[str, "Selection | None"]
"""Chosen members; what is chosen within each, or None for all of it."""

ALWAYS = ("id", "type")
DEEPEST = 8
TOKEN = re.compile(r"\s*([\w-]+|[(),])\s*", re.ASCII)


def selected_fields(wanted: str, public: PublicType) -> Selection:
    """What `fields` chooses of the type's document, `id` and `type` always; `card` stands for the members of a card."""
    selection = dict(parse_selection(wanted))
    chosen: dict[str, Selection | None] = dict.fromkeys(ALWAYS)
    if "card" in selection and selection["card"] is None:
        del selection["card"]
        chosen |= CARD
    _refuse_unknown(selection, document_shape(public.name), path="")
    return chosen | selection


def parse_selection(wanted: str) -> Selection:
    """The members that the text names; raises `FilterError`."""
    tokens = _tokens(wanted)
    selection = _members(tokens, depth=1)
    if next(tokens, None) is not None:
        raise _malformed()
    return selection


def _tokens(wanted: str) -> Iterator[str]:
    position = 0
    while position < len(wanted):
        found = TOKEN.match(wanted, position)
        if found is None:
            raise _malformed()
        yield found[1]
        position = found.end()
    yield ")"


def _members(tokens: Iterator[str], *, depth: int) -> Selection:
    """Reads up to the closing bracket, which the end of the text stands for."""
    selection: dict[str, Selection | None] = {}
    token = next(tokens, "")
    while True:
        if token in ("", "(", ")", ",") or depth > DEEPEST:
            raise _malformed()
        name, token = token, next(tokens, "")
        selection[name] = None
        if token == "(":
            selection[name] = _members(tokens, depth=depth + 1)
            token = next(tokens, "")
        if token == ")":
            return selection
        if token != ",":
            raise _malformed()
        token = next(tokens, "")


def hashable(selection: Selection | None) -> Any:
    """The same for the same members, in whichever order they were named."""
    return selection and frozenset((name, hashable(inner)) for name, inner in selection.items())


def _malformed() -> FilterError:
    detail = f"fields: write names with commas between them, what is inside in brackets (at most {DEEPEST} deep): title,hero_image(src,alt)."
    return FilterError("fields", "malformed", detail)


def _refuse_unknown(selection: Selection, shape: Shape, *, path: str) -> None:
    members = shape.members()
    if members is None:
        return
    for name, inner in selection.items():
        if name not in members:
            detail = f"fields: there is no member '{path}{name}'"[:200]
            raise FilterError("fields", "unknown_field", f"{detail}.", tuple(sorted(members)))
        if inner is not None:
            _refuse_unknown(inner, members[name], path=f"{path}{name}.")


def narrowed(value: Any, selection: Selection | None) -> Any:
    """The value with the chosen members only, in its own order; each item of a list in the same way."""
    if selection is None:
        return value
    if isinstance(value, list):
        return [narrowed(item, selection) for item in value]
    if isinstance(value, dict):
        return {name: narrowed(inner, selection[name]) for name, inner in value.items() if name in selection}
    return value
