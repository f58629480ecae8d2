"""What plugins give as exactly a text, a number, a span or a tuple: a class made from one of these may compare, sort or say itself otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any


def exactly(given: Any) -> Any:
    """The same value without the class that somebody made of its kind, whose methods are not called; any other thing as it is."""
    kind = type(given)
    return next((make(given) for base, make in MAKING.items() if issubclass(kind, base) and kind is not bool), given)


def plain(thing: Any) -> str:
    """What it says of itself, as plain text: no text of a plugin is HTML, even if its author marks it as safe."""
    said: str = exactly(str(thing))
    return said


def _tuple(given: Any) -> tuple[Any, ...]:
    return tuple(map(exactly, tuple.__iter__(given)))


MAKING: Mapping[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__int__,
    timedelta: timedelta.__pos__,
    tuple: _tuple,
}
