"""What editors are offered: every block with a name, an explanation, a picture of it, in German."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.blocks import Block, RichTextBlock

from blocks.vocabulary import STREAMS, VOCABULARY
from cms.content.models import EventPage, StandardPage

NAMES = [name for name, *_rest in VOCABULARY]


def offered(name: str) -> Block:
    field = EventPage._meta.get_field("announcement") if name in STREAMS else StandardPage._meta.get_field("body")
    return field.stream_block.child_blocks[name]


def all_labels(block: Any) -> list[str]:
    inner = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return [str(block.label), *(label for child in inner for label in all_labels(child))]


@pytest.mark.parametrize("name", NAMES)
def test_a_block_has_label_explanation_group_and_icon(name: str) -> None:
    block = offered(name)
    assert block.label
    assert block.get_description()
    assert block.meta.group
    assert block.meta.icon != Block._meta_class.icon


@pytest.mark.parametrize("name", NAMES)
def test_a_block_speaks_german(name: str) -> None:
    block = offered(name)
    with translation.override("en"):
        english = str(block.get_description())
    with translation.override("de"):
        assert str(block.get_description()) != english
        assert all(label[:1].isupper() for label in all_labels(block) if label)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_can_be_looked_at_before_it_is_added(name: str, admin_client: Any) -> None:
    block = offered(name)
    assert block.is_previewable
    answer = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    html = answer.content.decode()
    shown = html[html.index("<main") : html.index("</main")]
    assert len(strip_tags(shown).split()) > 2 or "<img" in shown
    assert "style=" not in shown


def test_the_stand_in_for_missing_plugins_has_no_preview() -> None:
    assert not offered("unavailable").is_previewable


def test_running_text_offers_no_headings_and_no_fonts() -> None:
    paragraph = offered("paragraph")
    assert isinstance(paragraph, RichTextBlock)
    assert set(paragraph.features) == {"bold", "italic", "link", "document-link", "ul", "ol"}
