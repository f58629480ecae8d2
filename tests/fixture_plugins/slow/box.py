"""A block that takes its time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from wagtail.blocks import CharBlock

from blocks.base import ContentBlock

SECONDS = 0.05
"""Longer than the tests allow it."""


class SlowValue(BaseModel):
    """The text, at last."""

    text: str


class Slow(ContentBlock):
    """A block that takes its time."""

    text = CharBlock()

    def document(self, value: Mapping[str, Any]) -> SlowValue:
        """The text."""
        return SlowValue(text=str(value["text"]))

    def render(self, value: Mapping[str, Any], context: Any = None) -> str:
        """The text, late."""
        time.sleep(SECONDS)
        return str(value["text"])
