"""No block that could lose content gets into a stream unnoticed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import WARNING, Error
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock

from blocks.checks import check_blocks, check_durability, check_streams
from blocks.durable import DurableStreamBlock, DurableStructBlock
from cms.content.models import StandardPage
from cms.extend import registry
from tests.blocks.changing import NAME, block_choices


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the body of standard pages consist of one block."""
    field = StandardPage._meta.get_field("body")

    def compose(block: Any) -> list[str]:
        monkeypatch.setitem(field.__dict__, "stream_block", DurableStreamBlock([("box", block)]))
        return [message.msg for message in check_durability() if message.id == "litfass.E202"]

    return compose


def test_the_blocks_of_this_installation_are_durable() -> None:
    assert check_durability(list(apps.get_app_configs())) == []


def test_a_plain_struct_is_named_with_its_place(composed: Any) -> None:
    (message,) = composed(DurableStructBlock([("rows", ListBlock(StructBlock([("title", CharBlock())])))]))
    assert "body.box.rows.item" in message
    assert "StructBlock" in message


def test_a_plain_stream_inside_of_a_struct_is_named(composed: Any) -> None:
    (message,) = composed(DurableStructBlock([("inner", StreamBlock([("title", CharBlock())]))]))
    assert "body.box.inner" in message


def test_what_a_plugin_does_wrong_is_a_warning_that_names_it() -> None:
    with block_choices(DurableStructBlock([("rows", ListBlock(StructBlock([("title", CharBlock())])))])):
        messages = check_durability()
    assert {(each.id, each.level) for each in messages} == {("litfass.W202", WARNING)}
    assert all("plugin wechsel" in each.msg and f"{NAME}.rows.item" in each.msg for each in messages)


class Critical(CharBlock):
    def check(self, **kwargs: Any) -> Any:
        return [Error("schlimm", id="x.E1")]


class Raising(CharBlock):
    def check(self, **kwargs: Any) -> Any:
        raise SystemExit


@pytest.mark.parametrize(("block", "said"), [(Critical, "schlimm"), (Raising, "fails in its check: Misbehaved")])
def test_what_a_block_of_a_plugin_finds_wrong_with_itself_is_a_warning_that_names_it(block: Any, said: str) -> None:
    with block_choices(block()):
        messages = check_blocks()
        assert StandardPage.check() == []
    assert {each.level for each in messages} == {WARNING}
    assert all(each.msg.startswith(f"The plugin wechsel, block {NAME}") and said in each.msg for each in messages)


def test_durable_blocks_all_the_way_down_are_fine(composed: Any) -> None:
    inner = DurableStreamBlock([("title", CharBlock())])
    assert composed(ListBlock(DurableStructBlock([("inner", inner)]))) == []


def test_a_block_in_a_stream_that_no_page_has_is_named_with_the_streams_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert check_streams() == []
    block = replace(registry().blocks[0], name="karte", plugin="stadtplan", streams=("body", "bodi"))
    monkeypatch.setitem(registry().__dict__, "blocks", (block,))
    (message,) = check_streams()
    assert message.msg == "The plugin stadtplan offers the block karte in the stream 'bodi', which no page has."
    assert "announcement, body" in str(message.hint)
