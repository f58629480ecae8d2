"""Reads press releases from a table into drafts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape

from cms.extend import Import, Imported
from cms.public.rich_text import richtext_plain
from plugins.press.models import PressReleasePage
from plugins.press.table import Faulty, Line, Unreadable, lines_of, values_of

PLAIN = ("title", "published_on", "lead", "reach")


def import_releases(given: Import) -> Iterator[Imported]:
    """What became of each line; a faulty one is refused, and the others go on. Publishes nothing."""
    if not PressReleasePage.can_create_at(given.parent):
        yield Imported(1, "refused", str(given.parent), "press releases stand below a list of news; name that.")
        return
    seen: dict[str, int] = {}
    try:
        for line in lines_of(given.file):
            yield _imported(line, given.parent, seen)
    except Unreadable as fault:
        yield Imported(fault.line, "refused", "", str(fault))


def _imported(line: Line, parent: Any, seen: dict[str, int]) -> Imported:
    try:
        values = values_of(line)
        if (before := seen.setdefault(values["number"], line.number)) != line.number:
            raise Faulty(f"number: {values['number']} stands in line {before} already.")
        with transaction.atomic():
            return _stored(line, values, parent)
    except Faulty as fault:
        return Imported(line.number, "refused", line.title, str(fault))
    except ValidationError as error:
        return Imported(line.number, "refused", line.title, " ".join(error.messages))


def _stored(line: Line, values: dict[str, Any], parent: Any) -> Imported:
    paragraphs = _paragraphs(values.pop("body", ""))
    there = PressReleasePage.objects.child_of(parent).filter(number=values["number"], alias_of=None)
    if len(there) > 1:
        raise Faulty(f"number: {len(there)} releases bear {values['number']}; give each its own.")
    if there:
        return _updated(line, there[0], values, paragraphs)
    page = PressReleasePage(**values, body=_stream(paragraphs), live=False)
    parent.add_child(instance=page)
    page.save_revision(clean=False, log_action="wagtail.create")
    return Imported(line.number, "created", page.title)


def _updated(line: Line, page: PressReleasePage, values: dict[str, Any], paragraphs: list[str]) -> Imported:
    draft = page.get_latest_revision_as_object()
    changed = [name for name in PLAIN if name in values and getattr(draft, name) != values[name]]
    for name in changed:
        setattr(draft, name, values[name])
    kept = ""
    if paragraphs and not all(block.block_type == "paragraph" for block in draft.body):
        kept = "the text was left alone, since it holds more than paragraphs by now."
    elif paragraphs and list(_lines(draft.body)) != paragraphs:
        draft.body = _stream(paragraphs)
        changed.append("text")
    if not changed:
        return Imported(line.number, "unchanged", draft.title, kept)
    _refuse_occupied(page)
    draft.minimal_clean()
    draft.save_revision(clean=False, log_action=True)
    return Imported(line.number, "updated", draft.title, f"{', '.join(changed)}{'; ' if kept else ''}{kept}")


def _lines(body: Any) -> Iterator[str]:
    for block in body:
        yield from richtext_plain(block.value).splitlines()


def _refuse_occupied(page: PressReleasePage) -> None:
    if page.locked:
        raise Faulty("the release is locked; unlock it first.")
    if page.workflow_in_progress:
        raise Faulty("the release is being moderated; end that first.")


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a cell, each in one line; an empty line parts them."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def _stream(paragraphs: list[str]) -> str:
    """A stream as it is stored."""
    return json.dumps(
        [{"type": "paragraph", "id": str(uuid4()), "value": f"<p>{escape(text)}</p>"} for text in paragraphs]
    )
