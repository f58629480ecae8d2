"""Fields that a missing plugin added to a block survive edits of that block."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from django.core.exceptions import SuspiciousOperation
from wagtail.blocks import CharBlock, ListBlock

from blocks.durable import DurableStructBlock
from cms.content.models import StandardPage
from tests.blocks.forms import posted, sent_back

STORED = {"text": "Was wir erreicht haben", "level": "2", "plugin_colour": {"rgb": [1, 2.0, None]}, "plugin_note": "ß"}


class Card(DurableStructBlock):
    title = CharBlock()


class Box(DurableStructBlock):
    cards = ListBlock(Card())


@pytest.fixture
def heading() -> DurableStructBlock:
    return StandardPage._meta.get_field("body").stream_block.child_blocks["heading"]


def test_they_come_back_byte_for_byte(heading: DurableStructBlock) -> None:
    assert heading.get_prep_value(heading.to_python(STORED)) == STORED
    assert json.dumps(heading.get_prep_value(heading.bulk_to_python([STORED])[0])) == json.dumps(STORED)


def test_they_come_back_from_the_editors_form(heading: DurableStructBlock) -> None:
    value = sent_back(heading, heading.to_python(STORED))
    value["text"] = "Was noch fehlt"
    assert heading.get_prep_value(heading.clean(value)) == {**STORED, "text": "Was noch fehlt"}


def test_they_are_no_part_of_what_the_block_shows(heading: DurableStructBlock) -> None:
    value = heading.to_python(STORED)
    assert set(value) == {"text", "level"}
    assert heading.get_api_representation(value) == {"level": 2, "text": "Was wir erreicht haben"}


def test_they_survive_in_structs_in_lists() -> None:
    box = Box()
    item = {"type": "item", "value": {"title": "A", "plugin_icon": "star"}, "id": "a"}
    stored = {"cards": [item], "plugin_width": 3}
    assert box.get_prep_value(box.clean(sent_back(box, box.to_python(stored)))) == stored


def test_copies_of_a_value_have_them(heading: DurableStructBlock) -> None:
    value = heading.to_python(STORED)
    for made in (copy.copy(value), copy.deepcopy(value)):
        assert heading.get_prep_value(made) == STORED


def test_a_plugin_that_returns_during_editing_finds_its_fields() -> None:
    class Extended(Card):
        plugin_icon = CharBlock(required=False)

    before, after = Card(), Extended()
    state = before.get_form_state(before.to_python({"title": "A", "plugin_icon": "star", "plugin_gone": 1}))
    value = after.value_from_datadict(posted(before, state, "f"), {}, "f")
    assert after.get_prep_value(value) == {"title": "A", "plugin_icon": "star", "plugin_gone": 1}


def test_nobody_can_change_them_by_hand(heading: DurableStructBlock) -> None:
    sent = posted(heading, heading.get_form_state(heading.to_python(STORED)), "f")
    for text in ('{"plugin_note": "x"}', sent["f-kept-fields"].replace("plugin_note", "plugin_other")):
        with pytest.raises(SuspiciousOperation):
            heading.value_from_datadict(sent | {"f-kept-fields": text}, {}, "f")


def test_they_survive_publishing(write_page: Callable[..., StandardPage]) -> None:
    page = write_page({"type": "heading", "value": STORED, "id": "a"})
    page.body[0].value["text"] = "Neu"
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.body.stream_block.get_prep_value(page.body)[0]["value"] == {**STORED, "text": "Neu"}


def test_a_page_that_was_pickled_has_them(write_page: Callable[..., StandardPage]) -> None:
    page = write_page({"type": "heading", "value": STORED, "id": "a"})
    again = pickle.loads(pickle.dumps(page))
    assert again.body.stream_block.get_prep_value(again.body)[0]["value"] == STORED
