"""Blocks of fields with rules of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

Messages = Mapping[str, Any]
"""Messages by field."""


class Ruled:
    """A block of fields with rules of its own."""

    is_deferred_validation: bool

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """What is wrong with the value, by field."""
        raise NotImplementedError

    def editor_errors(self, value: Mapping[str, Any]) -> Messages:
        """What only an editor is refused who publishes it now, since it may come about later without anybody's doing."""
        return {}

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses what its rules do."""
        cleaned = super().clean(value)  # type: ignore[misc]
        draft = self.is_deferred_validation
        errors = {**({} if draft else self.editor_errors(cleaned)), **self.rule_errors(cleaned, draft=draft)}
        if errors:
            found = {name: ValidationError(message) for name, message in errors.items()}
            raise StructBlockValidationError(block_errors=found)
        return cleaned
