"""Rules of blocks: the form asks them for each block, and pages that no form has judged for all of their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue, StructBlockValidationError, StructValue
from wagtail.blocks.list_block import ListValue

from blocks.heading import HeadingBlock, deepest_allowed
from blocks.link_rule import link_faults
from cms.public.rich_text import Prose

SKIPS = _("This heading skips a level: choose level %(level)d at most, or put a heading of that level above it.")

Messages = Mapping[str, Any]
"""Messages by field."""


class Ruled:
    """A block of fields with rules of its own."""

    is_deferred_validation: bool

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """What is wrong with the value, by field."""
        raise NotImplementedError

    def editor_errors(self, value: Mapping[str, Any]) -> Messages:
        """What only an editor is refused who publishes it now, since it may come about later without anybody's doing."""
        return {}

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses what its rules do."""
        cleaned = super().clean(value)  # type: ignore[misc]
        draft = self.is_deferred_validation
        errors = {**({} if draft else self.editor_errors(cleaned)), **self.rule_errors(cleaned, draft=draft)}
        if errors:
            found = {name: ValidationError(message) for name, message in errors.items()}
            raise StructBlockValidationError(block_errors=found)
        return cleaned


def stream_faults(stream: StreamValue) -> Iterator[Any]:
    """What keeps the stream from being published, in words."""
    yield from outline_faults(stream).values()
    for value in _within(stream):
        if isinstance(value, Prose):
            yield from link_faults(value.source)
        elif isinstance(rules := getattr(value, "block", None), Ruled):
            yield from rules.rule_errors(value, draft=False).values()


def outline_faults(stream: StreamValue) -> dict[int, Any]:
    """Headings that skip a level (V13), by their place."""
    headings = [
        (index, child.block.level_of(child.value))
        for index, child in enumerate(stream)
        if isinstance(child.block, HeadingBlock)
    ]
    allowed = deepest_allowed(level for _index, level in headings)
    return {
        index: SKIPS % {"level": deepest}
        for (index, level), deepest in zip(headings, allowed, strict=True)
        if level > deepest
    }


def _within(value: Any) -> Iterator[Any]:
    if isinstance(value, StructValue):
        yield value
        inner: Iterable[Any] = value.values()
    elif isinstance(value, StreamValue):
        inner = (child.value for child in value)
    else:
        if isinstance(value, Prose):
            yield value
        inner = value if isinstance(value, ListValue) else ()
    for each in inner:
        yield from _within(each)
