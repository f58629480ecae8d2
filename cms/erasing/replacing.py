"""Puts the neutral word where the name stands, in text and in whatever text is nested in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cms.erasing.spellings import MARKS, Spellings

CONTACTS = ("email", "phone", "mail", "telephone")
"""Fields of a block by which the person whom it names is reached."""
SPEAKS = ("person", "speaker")
"""Fields of a block that name a record of a person."""


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What is replaced by which words; `person` is the key of the record, whose contacts are emptied wherever a block names it."""

    spellings: Spellings
    word: str
    key: str
    person: int | None = None
    in_text: bool = True

    def of_text(self, text: str) -> str:
        """The text without the name; JSON within it stays JSON."""
        parsed = _container(text)
        if parsed is not None:
            replaced = self.of_value(parsed)
            return text if replaced == parsed else json.dumps(replaced)
        if not self.in_text:
            return text
        return self.spellings.in_keys.sub(self.key, self.spellings.in_text.sub(self._word_for, text))

    def _word_for(self, name: re.Match[str]) -> str:
        """The word, and the tags that stood in the name, which others close."""
        return self.word + "".join(re.findall(MARKS, name.group()))

    def of_value(self, value: Any) -> Any:
        """The same for a value from JSON, however deep."""
        if isinstance(value, str):
            return self.of_text(value)
        if isinstance(value, list):
            return [self.of_value(each) for each in value]
        if isinstance(value, dict):
            reached = self.person is not None and any(value.get(name) == self.person for name in SPEAKS)
            return {
                self.of_text(name): "" if reached and name in CONTACTS and each else self.of_value(each)
                for name, each in value.items()
            }
        return value


def contacts_in(value: Any, person: int) -> set[str]:
    """Mail addresses and phone numbers in the blocks that name the record, however deep."""
    if isinstance(value, str):
        parsed = _container(value)
        return set() if parsed is None else contacts_in(parsed, person)
    if isinstance(value, list):
        return {found for each in value for found in contacts_in(each, person)}
    if isinstance(value, Mapping):
        own = {str(value[name]) for name in CONTACTS if value.get(name)} if _names(value, person) else set()
        return own | {found for each in value.values() for found in contacts_in(each, person)}
    return set()


def texts_in(text: str) -> Iterator[str]:
    """The text itself, or all texts in it if it is JSON, however deep."""
    parsed = _container(text)
    yield from (text,) if parsed is None else _texts(parsed)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from texts_in(value)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _texts(each)


def _names(value: Mapping[str, Any], person: int) -> bool:
    return any(value.get(name) == person for name in SPEAKS)


def _container(text: str) -> Any:
    """What the text holds if it is JSON of a list or an object; None if it is not."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        parsed = json.loads(text)
    except ValueError:
        return None
    return parsed if isinstance(parsed, list | dict) else None
