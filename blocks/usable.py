"""Whether what a plugin gives for a block is one that forms and pages can work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from wagtail.blocks import Block

from cms.extend.labels import lazily
from cms.extend.storable import is_text
from cms.extend.telling import shown

TEXT = (str, Promise, type(None))
NUMBER = (int, type(None))
META: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("classname", "description", "form_classname", "form_template", "group", "help_text"), TEXT),
    **dict.fromkeys(("icon", "label", "label_format"), TEXT),
    **dict.fromkeys(("preview_template", "template"), (*TEXT, list, tuple)),
    **dict.fromkeys(("max_num", "min_num"), NUMBER),
    "block_counts": (dict,),
    "form_attrs": (dict, type(None)),
    "value_class": (type,),
}
"""What Wagtail reads of the Meta of each block, much of it whenever any block is shown in a form, and what it must be."""


class Unusable(TypeError):
    """What a plugin gives for a block is none, or has something in its Meta that nobody can work with."""


def refuse_unusable(block: Any) -> None:
    """Raises `Unusable` for what is no block, or has something in it that forms cannot say."""
    if not isinstance(block, Block):
        raise Unusable(f"its factory gives {shown(block)}, which is no block of Wagtail's")
    for path, each in within(block, path="Meta"):
        given = {name: getattr(each.meta, name) for name in META if hasattr(each.meta, name)}
        for name, value in [*given.items(), ("label", each.label)]:
            if not isinstance(value, META[name]) or (isinstance(value, TEXT) and not is_text(str(value))):
                raise Unusable(f"{path}.{name} cannot be {shown(value)}")


def keep_readable(block: Block, name: str) -> None:
    """Lets the texts of the block be replaced by its name where they can no longer be told."""
    for each in META:
        if isinstance(value := getattr(block.meta, each, None), Promise):
            setattr(block.meta, each, lazily(value, name))
    if isinstance(block.label, Promise):
        block.label = lazily(block.label, name)


def within(block: Block, *, path: str) -> Iterator[tuple[str, Block]]:
    """The block and all blocks inside of it, each with its path."""
    yield path, block
    inner = dict(getattr(block, "child_blocks", {}))
    if child := getattr(block, "child_block", None):
        inner["item"] = child
    for name, child in inner.items():
        yield from within(child, path=f"{path}.{name}")
