"""A block that fails whenever it is shown."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from wagtail.blocks import CharBlock

from blocks.base import ContentBlock


class BrokenValue(BaseModel):
    """What nobody ever gets."""

    text: str


def fail(*args: Any, **kwargs: Any) -> Any:
    """An error."""
    raise ValueError("Das Ausgeben geht nicht")


class Broken(ContentBlock):
    """A block that fails whenever it is shown."""

    text = CharBlock()

    render = document = get_plain_text = fail
