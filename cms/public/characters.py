"""Which characters text may hold: those that somebody can see, and those that shape what they see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wagtail.blocks import (
    Block,
    FieldBlock,
    ListBlock,
    RawHTMLBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

# Kept: tab and ends of lines, soft hyphen, joiners (Persian, emoji), marks of direction (Arabic), and the tags of a flag like Scotland's.
# Direction that is forced or left open reorders what stands around the text, so that it reads as something else.
UNPRINTABLE = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f)"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffc\ufffe\uffff"
    "\ufdd0-\ufdef\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)
SPACE = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
EXOTIC_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")

MULTI_LINE = (TextBlock, RichTextBlock, RawHTMLBlock)


def printable(text: str, *, lines: bool) -> str:
    """The text in composed form (NFC) without unprintable characters; ends of lines and tabs become spaces unless it may have lines (T18)."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", UNPRINTABLE.sub(lambda match: match["flag"] or "", text))
    return EXOTIC_END.sub("\n", composed) if lines else SPACE.sub(" ", composed)


def printable_values(value: Any) -> Any:
    """The JSON value, all of whose text is printable."""
    if isinstance(value, str):
        return printable(value, lines=True)
    if isinstance(value, Mapping):
        return {key: printable_values(each) for key, each in value.items()}
    return [printable_values(each) for each in value] if isinstance(value, list | tuple) else value


def printable_block(block: Block | None, stored: Any) -> Any:
    """The stored value of the block, all of whose text is printable; that of a block that is not here stays byte for byte."""
    if block is None:
        return stored
    if isinstance(block, StreamBlock) and isinstance(stored, list):
        return [_item(block.child_blocks.get(_type(item)), item) for item in stored]
    if isinstance(block, StructBlock) and isinstance(stored, Mapping):
        return {name: printable_block(block.child_blocks.get(name), each) for name, each in stored.items()}
    if isinstance(block, ListBlock) and isinstance(stored, list):
        return [_item(block.child_block, item) for item in stored]
    if isinstance(stored, str) and isinstance(block, FieldBlock):
        return printable(stored, lines=isinstance(block, MULTI_LINE))
    return printable_values(stored)


def _type(item: Any) -> Any:
    return item.get("type") if isinstance(item, Mapping) else None


def _item(block: Block | None, item: Any) -> Any:
    """An item of a stream or list, which older lists stored without its shell."""
    if isinstance(item, Mapping) and "value" in item and "type" in item:
        return {**item, "value": printable_block(block, item["value"])}
    return printable_block(block, item)
