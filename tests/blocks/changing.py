"""A plugin's block whose versions differ in shape, in all streams."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from pydantic import BaseModel
from wagtail.blocks import Block as WagtailBlock

from blocks.checks import composed_fields
from blocks.guarding import made
from cms.extend import Block

KEY = "99999999-9999-4999-8999-999999999999"
NAME = "wechsel_karte"


class Anything(BaseModel):
    text: str = ""


@contextmanager
def block_choices(block: WagtailBlock, **more: Any) -> Iterator[Block]:
    """Lets all streams know this block as one of a plugin's."""
    given = Block(name=NAME, block=lambda: block, schema=Anything, plugin="wechsel", **more)
    fields = {field: field.stream_block for field in composed_fields(apps.get_app_configs())}
    child = made(given)
    child.set_name(NAME)
    try:
        for field, before in fields.items():
            stream = copy.copy(before)
            stream.child_blocks = {**before.child_blocks, NAME: child}
            field.__dict__["stream_block"] = stream
        yield given
    finally:
        for field, before in fields.items():
            field.__dict__["stream_block"] = before


def stored(value: Any, **more: Any) -> dict[str, Any]:
    return {"type": NAME, "value": value, "id": KEY, **more}
