"""A block of a plugin that fails costs its own place in the text, nothing else."""

from __future__ import annotations

import copy
import sys
from typing import Any

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext_lazy
from pydantic import BaseModel
from wagtail.blocks import Block as WagtailBlock
from wagtail.blocks import CharBlock

from blocks.durable import DurableStreamBlock
from blocks.guarding import all_made, made
from blocks.methods import METHODS, WITHIN
from cms.extend import Block, Passage
from cms.public.streams import stream_document, stream_passages


class Value(BaseModel):
    text: str


class Broken(CharBlock):
    def render(self, value: Any, context: Any = None) -> str:
        raise ValueError("Stadt fehlt")

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        raise ValueError("Stadt fehlt")

    def get_plain_text(self, value: Any) -> Any:
        raise ValueError("Stadt fehlt")

    unclean: BaseException = TypeError("Stadt fehlt")

    def clean(self, value: Any) -> Any:
        raise self.unclean


def stream(plugin: str = "kaputt") -> Any:
    broken = made(Block(name="broken", block=Broken, schema=Value, plugin=plugin))
    return DurableStreamBlock([("heil", CharBlock()), ("broken", broken)])


def text() -> Any:
    return copy.deepcopy(stream()).to_python(
        [{"type": "heil", "value": "Gut"}, {"type": "broken", "value": "Schlecht"}]
    )


def test_a_page_is_shown_without_it() -> None:
    shown = str(text())
    assert "Gut" in shown
    assert "Schlecht" not in shown


def test_the_document_and_the_search_do_without_it() -> None:
    assert [item.type for item in stream_document(text())] == ["heil"]
    assert list(stream_passages(text())) == []


class Telling(CharBlock):
    """Says of itself what it was told to."""

    said: Any = None

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return self.said

    def get_plain_text(self, value: Any) -> Any:
        return self.said


@pytest.mark.parametrize(
    "said", [2**70, {"zahl": [2**70]}, "a\ud800b", object, [Passage("a\ud800b")], Passage("a\0")], ids=repr
)
def test_what_the_ledger_cannot_hold_is_left_out(said: Any) -> None:
    block = made(Block(name="broken", block=Telling, schema=Value, plugin="kaputt"))
    Telling.said = said
    text = DurableStreamBlock([("broken", block)]).to_python([{"type": "broken", "value": "x"}])
    held = orjson.dumps([item.model_dump(mode="json") for item in stream_document(text)])
    assert held == b"[]" or "ud800" not in ascii(said)
    assert list(stream_passages(text)) == []


@pytest.mark.parametrize("error", [TypeError("Stadt fehlt"), SystemExit(3), KeyboardInterrupt()], ids=repr)
def test_its_failing_check_is_told_to_the_editor(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Broken, "unclean", error)
    with pytest.raises(ValidationError) as caught:
        stream().clean(text())
    assert "kaputt" in str(caught.value.block_errors[1])


def test_it_is_decided_of_each_public_method_what_becomes_of_it() -> None:
    methods = {name for name in dir(WagtailBlock) if not name.startswith("_") and _is_code(vars(WagtailBlock)[name])}
    assert methods - METHODS.keys() - WITHIN == set()
    assert METHODS.keys() & WITHIN == set()


def _is_code(value: Any) -> bool:
    return callable(value) or isinstance(value, property | cached_property | classmethod)


def test_a_block_that_cannot_be_made_costs_itself_alone() -> None:
    made = all_made([Block(name=name, block=make, schema=Value, plugin="kaputt") for name, make in MAKING.items()])
    assert [name for name, _block in made] == ["heil"]


MAKING: dict[str, Any] = {"wirft": lambda: 1 / 0, "endet": lambda: sys.exit(3), "heil": CharBlock, "zahl": lambda: 5}


def test_a_label_that_cannot_be_told_later_is_the_name() -> None:
    told = ["Karte"]
    block = made(
        Block(name="karte", block=lambda: CharBlock(label=lazy(lambda: told[0], str)()), schema=Value, plugin="x")
    )
    assert str(block.label) == str(block.meta.label) == "Karte"
    told.clear()
    assert str(block.label) == str(block.meta.label) == "karte"


def test_blocks_of_the_core_are_not_guarded() -> None:
    with pytest.raises(ValueError, match="Stadt fehlt"):
        str(stream("blocks").to_python([{"type": "broken", "value": "x"}]))


class Explained(CharBlock):
    """A block with an explanation that is translated, as Wagtail's documentation shows it."""

    class Meta:
        description = gettext_lazy("Gallery")


def test_its_explanation_is_told_in_the_language_of_the_editor() -> None:
    block = made(Block(name="explained", block=Explained, schema=Value, plugin="zettel"))
    with translation.override("de"):
        assert block.get_description() == "Galerie"
    with translation.override("en"):
        assert block.get_description() == "Gallery"
