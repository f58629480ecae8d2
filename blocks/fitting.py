"""Whether a stored value has the shape that a block reads; what has another one is kept, and never read as something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

NATIVE = (blocks.StreamValue, ListValue, RichText, Model, dt.date, dt.time)
"""What code writes into a stream in place of what is stored."""

KINDS = ((blocks.StreamBlock, list), (blocks.ListBlock, list), (blocks.StructBlock, Mapping))
OURS = ("wagtail.", "blocks.")
"""Where a reading of stored values is known; a block that reads in a way of its own knows by itself what it can read."""


def fits(block: blocks.Block, stored: Any, *, in_form: bool = False) -> bool:
    """Whether the block can read what is stored, all blocks within it too; `in_form`, whether its form can show it, too.

    What is empty fits everywhere, and so do fields that are missing or unknown, unless there are no others.
    """
    if stored is None or stored == "" or isinstance(stored, NATIVE) or _reads_in_its_own_way(block):
        return True
    if isinstance(block, blocks.StreamBlock):
        return isinstance(stored, list) and all(_item_fits(block, item, in_form=in_form) for item in stored)
    if isinstance(block, blocks.ListBlock):
        return isinstance(stored, list) and all(
            fits(block.child_block, _entry(item), in_form=in_form) for item in stored
        )
    if isinstance(block, blocks.StructBlock):
        return isinstance(stored, Mapping) and _fields_fit(block, stored, in_form=in_form)
    return _scalar_fits(block, stored) and (not in_form or _is_offered(block, stored))


def is_lost(block: blocks.Block, given: Any, before: Any) -> bool:
    """Whether nothing stands in place of what was stored: its author forgot to return it, or gives what such a block never stores."""
    return before is not None and before != "" and (given is None or not is_of_its_kind(block, given))


def is_of_its_kind(block: blocks.Block, stored: Any) -> bool:
    """Whether it is a list for streams and lists, and has fields for structs."""
    if _reads_in_its_own_way(block):
        return True
    return all(isinstance(stored, shape) for kind, shape in KINDS if isinstance(block, kind))


def _reads_in_its_own_way(block: blocks.Block) -> bool:
    reader = next(each for each in type(block).__mro__ if "to_python" in vars(each))
    return not reader.__module__.startswith(OURS)


def _fields_fit(block: blocks.StructBlock, stored: Mapping[str, Any], *, in_form: bool) -> bool:
    known = [name for name in block.child_blocks if name in stored]
    if stored and block.child_blocks and not known:
        return False
    return all(fits(block.child_blocks[name], stored[name], in_form=in_form) for name in known)


def _item_fits(block: blocks.StreamBlock, item: Any, *, in_form: bool) -> bool:
    if not isinstance(item, Mapping) or not isinstance(item.get("type"), str) or "value" not in item:
        return False
    child = block.child_blocks.get(item["type"])
    return child is None or fits(child, item["value"], in_form=in_form)


def _entry(item: Any) -> Any:
    """The value of a list's entry; older ones stand there without an id."""
    is_entry = isinstance(item, Mapping) and item.get("type") == "item" and "value" in item
    return item["value"] if is_entry else item


def _scalar_fits(block: blocks.Block, stored: Any) -> bool:
    for kind, judge in SCALARS:
        if isinstance(block, kind):
            return judge(block, stored)
    return True


def _is_key(block: Any, stored: Any) -> bool:
    if isinstance(stored, bool | Mapping | list):
        return False
    try:
        block.model_class._meta.pk.to_python(stored)
    except (ValidationError, ValueError, TypeError):
        return False
    return True


def _is_decimal(block: Any, stored: Any) -> bool:
    try:
        return not isinstance(stored, bool | Mapping | list) and Decimal(stored).is_finite()
    except (InvalidOperation, TypeError, ValueError):
        return False


def _is_moment(block: Any, stored: Any) -> bool:
    try:
        return isinstance(stored, str) and block.to_python(stored) is not None
    except ValueError:
        return False


def _is_text(block: Any, stored: Any) -> bool:
    return isinstance(stored, str)


def _is_flag(block: Any, stored: Any) -> bool:
    return isinstance(stored, bool)


def _is_whole(block: Any, stored: Any) -> bool:
    return isinstance(stored, int) and not isinstance(stored, bool)


def _is_number(block: Any, stored: Any) -> bool:
    return isinstance(stored, int | float) and not isinstance(stored, bool)


def _is_choice(block: Any, stored: Any) -> bool:
    # Choices may be numbers, of which forms make texts.
    return isinstance(stored, str | int | float)


def _are_choices(block: Any, stored: Any) -> bool:
    return isinstance(stored, list | tuple) and all(isinstance(each, str | int | float) for each in stored)


Judge = Callable[[Any, Any], bool]
SCALARS: tuple[tuple[type[blocks.Block] | tuple[type[blocks.Block], ...], Judge], ...] = (
    (blocks.ChooserBlock, _is_key),
    (blocks.MultipleChoiceBlock, _are_choices),
    (blocks.ChoiceBlock, _is_choice),
    (blocks.BooleanBlock, _is_flag),
    (blocks.IntegerBlock, _is_whole),
    (blocks.FloatBlock, _is_number),
    (blocks.DecimalBlock, _is_decimal),
    ((blocks.DateBlock, blocks.TimeBlock, blocks.DateTimeBlock), _is_moment),
    (
        (
            blocks.CharBlock,
            blocks.TextBlock,
            blocks.RichTextBlock,
            blocks.RawHTMLBlock,
            blocks.URLBlock,
            blocks.EmailBlock,
            blocks.RegexBlock,
        ),
        _is_text,
    ),
)


def _is_offered(block: Any, stored: Any) -> bool:
    """Whether the form can show the choice: a choice that is gone would be lost with the next save."""
    if not isinstance(block, blocks.ChoiceBlock | blocks.MultipleChoiceBlock):
        return True
    chosen = stored if isinstance(stored, list | tuple) else [stored]
    return all(block.field.valid_value(each) for each in chosen)
