"""A form as the editor's browser sends it: the fields that Wagtail's scripts make from a block's form state."""

from __future__ import annotations

import json
from typing import Any

from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StructBlock

from blocks.durable import KEPT_FIELDS


def posted(block: Block, state: Any, prefix: str) -> dict[str, str]:
    """The fields of a block in the state, as they are sent."""
    if isinstance(block, StreamBlock):
        return _sequence(
            [(block.child_blocks[item["type"]], item, {"type": item["type"]}) for item in state], prefix=prefix
        )
    if isinstance(block, ListBlock):
        return _sequence([(block.child_block, item, {}) for item in state], prefix=prefix)
    if isinstance(block, StructBlock):
        fields = {f"{prefix}-{KEPT_FIELDS}": state[KEPT_FIELDS]} if KEPT_FIELDS in state else {}
        for name, child in block.child_blocks.items():
            fields |= posted(child, state[name], f"{prefix}-{name}")
        return fields
    if isinstance(state, dict):  # choosers
        return {prefix: str(state["id"])}
    if isinstance(block, RichTextBlock):
        return {prefix: state if isinstance(state, str) else json.dumps(state)}
    if state is None or state is False or state == "":
        return {} if state is False else {prefix: ""}
    return {prefix: str(state[0] if isinstance(state, list) else state)}


def sent_back(block: Block, value: Any) -> Any:
    """The value after a trip through the editor's form, in which nothing was changed."""
    return block.value_from_datadict(posted(block, block.get_form_state(value), "f"), {}, "f")


def _sequence(items: list[tuple[Block, Any, dict[str, str]]], *, prefix: str) -> dict[str, str]:
    fields = {f"{prefix}-count": str(len(items))}
    for index, (block, item, more) in enumerate(items):
        own = f"{prefix}-{index}"
        marks = {"deleted": "", "order": str(index), "id": item["id"] or "", **more}
        fields |= {f"{own}-{name}": value for name, value in marks.items()}
        fields |= posted(block, item["value"], f"{own}-value")
    return fields
