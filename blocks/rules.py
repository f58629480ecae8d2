"""Rules of blocks: the form asks them for each block, and pages that no form has judged for all of their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from blocks.call_to_action import CallToActionBlock
from blocks.heading import HeadingBlock, deepest_allowed
from blocks.link_rule import link_faults
from blocks.ruled import Ruled
from cms.public.rich_text import Prose

SKIPS = _("This heading skips a level: choose level %(level)d at most, or put a heading of that level above it.")
SECOND_CALL = _("This section has a call to action already: keep the one that matters, or put a heading between them.")


def stream_faults(stream: StreamValue) -> Iterator[Any]:
    """What keeps the stream from being published, in words."""
    yield from outline_faults(stream).values()
    yield from call_faults(stream).values()
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


def call_faults(stream: StreamValue) -> dict[int, Any]:
    """Calls to action that are not the first of their section, by their place."""
    calls, found = 0, {}
    for index, child in enumerate(stream):
        is_call = isinstance(child.block, CallToActionBlock)
        calls = 0 if isinstance(child.block, HeadingBlock) else calls + is_call
        if is_call and calls > 1:
            found[index] = SECOND_CALL
    return found


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
