"""Labels of plugins: what cannot be read is replaced by the name of what it labels, wherever it is shown."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.utils.functional import Promise, lazy

from cms.extend.exact import plain
from cms.extend.interrupts import Interrupted
from cms.extend.points import Label, Point
from cms.extend.storable import is_text


def readable(item: Point, name: str) -> dict[str, Label]:
    """The labels of the descriptor, as they are to be put in place of its own."""
    return {
        each.name: lazily(value, name)
        for each in fields(item)
        if isinstance(value := getattr(item, each.name), Promise)
    }


def said(label: Any, instead: str) -> str:
    """The label as plain text, or what stands in for it if it cannot be told."""
    try:
        return text if is_text(text := plain(label)) else instead
    except BaseException as error:
        if isinstance(error, Interrupted):
            raise
        return instead


def lazily(label: Promise, name: str) -> Label:
    """The label, told whenever somebody reads it; the name if it cannot be told then."""
    promised: Label = _said_lazily(label, name)
    return promised


_said_lazily = lazy(said, str)
