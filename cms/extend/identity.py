"""The public identifier of a thing: the same through slug changes, moves and republication."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5


def public_id(thing: Any) -> UUID:
    """The UUID of one thing in one locale.

    Translatable things (pages) derive it from `translation_key` and locale, which no edit changes; records carry it as `uuid`.
    """
    if hasattr(thing, "translation_key"):
        return translated_id(thing.translation_key, thing.locale.language_code)
    uuid: UUID = thing.uuid
    return uuid


def translated_id(translation_key: UUID, locale: str) -> UUID:
    """The UUID of the translation of a thing into the locale, whether it exists or not."""
    return uuid5(translation_key, locale)
