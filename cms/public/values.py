"""Values that stand in all documents in one shape: texts that may be absent, and what was chosen from a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from pydantic import BaseModel, BeforeValidator, Field

Choices = type[TextChoices] | Iterable[tuple[str, Any]]
"""The identifiers that can be chosen, with what people read."""

Text = Annotated[str | None, BeforeValidator(lambda given: None if given == "" else given)]
"""A text that may be absent: then it is null, never empty."""


def in_language(text: Any) -> Any:
    """A lazy text as it reads in the document's language; anything else as it is."""
    return str(text) if isinstance(text, Promise) else text


class Labelled(BaseModel):
    """A value of an enumeration: an identifier that never changes, and what people read in the document's language."""

    value: str = Field(description="The identifier, the same in all languages: compare this.")
    label: Annotated[str, BeforeValidator(in_language)] = Field(description="What to show, in the document's language.")

    @classmethod
    def of(cls, choice: str, choices: Choices) -> Labelled:
        """The value with its label in the active language; raises `KeyError` for what cannot be chosen."""
        return cls(value=choice, label=_labels(choices)[choice])


def labelled(choice: str, choices: Choices) -> Labelled | None:
    """The value with its label in the active language; None for no value."""
    return Labelled.of(choice, choices) if choice else None


def one_of(choices: Choices) -> str:
    """The identifiers of the choices, for the description of a member."""
    *first, last = [f"`{value}`" for value in _labels(choices) if value]
    return f"{', '.join(first)} or {last}." if first else f"{last}."


def _labels(choices: Choices) -> dict[str, Any]:
    return dict(choices.choices if isinstance(choices, type) else choices)
