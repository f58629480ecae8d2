"""A block within a block of a plugin: what its author forgot to return costs nothing that is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks

from blocks.durable import DurableStreamBlock, DurableStructBlock
from cms.content.models import StandardPage
from tests.blocks.changing import block_choices, stored
from tests.blocks.forms import sent_back

pytestmark = pytest.mark.django_db

LINE = {"type": "item", "id": "e1"}
NOTE = {"type": "note", "id": "e2"}
CONTAINERS: dict[str, tuple[Callable[[blocks.Block], blocks.Block], Any]] = {
    "struct": (lambda inner: DurableStructBlock([("title", inner)]), {"title": "Halle"}),
    "struct of Wagtail": (lambda inner: blocks.StructBlock([("title", inner)]), {"title": "Halle"}),
    "list": (lambda inner: blocks.ListBlock(inner), [{**LINE, "value": "Halle"}]),
    "stream": (lambda inner: DurableStreamBlock([("note", inner)]), [{**NOTE, "value": "Halle"}]),
    "stream of Wagtail": (lambda inner: blocks.StreamBlock([("note", inner)]), [{**NOTE, "value": "Halle"}]),
    "list of structs": (
        lambda inner: blocks.ListBlock(blocks.StructBlock([("title", inner)])),
        [{**LINE, "value": {"title": "Halle"}}],
    ),
}
FORGETFUL = (
    *("to_python", "bulk_to_python", "normalize", "get_prep_value", "get_form_state"),
    *("value_from_datadict", "clean"),
)


def forgetful(method: str) -> blocks.Block:
    """A block whose method of that name returns nothing."""
    made = type("Forgetful", (blocks.CharBlock,), {method: lambda self, *given, **named: None})
    return made(required=False)


@pytest.mark.parametrize("method", FORGETFUL)
@pytest.mark.parametrize("container", CONTAINERS)
def test_what_it_forgets_to_return_is_not_lost(container: str, method: str) -> None:
    make, value = CONTAINERS[container]
    with block_choices(make(forgetful(method))):
        body = StandardPage._meta.get_field("body").stream_block
        text = [stored(value)]
        try:
            back = body.get_prep_value(body.clean(sent_back(body, body.to_python(text))))
        except ValidationError:
            # The editor is told, and what is stored stays.
            return
        assert back == text


def test_blocks_within_that_several_share_are_kept_once() -> None:
    shared = forgetful("to_python")
    for _ in range(3):
        with block_choices(DurableStructBlock([("title", shared)])):
            pass
    assert not hasattr(vars(shared)["to_python"].method, "method")
