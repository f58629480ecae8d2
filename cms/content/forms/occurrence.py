"""The form of a date: a time makes it exact by itself."""

from __future__ import annotations

from typing import Any

from cms.content.choices import PRECISIONS, Precision
from cms.content.forms.inline_item import InlineItemForm


class OccurrenceForm(InlineItemForm):
    """Asks for the precision only where it is not the usual one; „day“ with a time is stored as „day and time“ (V2)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["precision"].choices = PRECISIONS
        if self.initial.get("precision") == Precision.MINUTE:
            self.initial["precision"] = Precision.DAY

    def clean(self) -> dict[str, Any]:
        """The cleaned values, with the precision that follows from the time."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("precision") == Precision.DAY and cleaned.get("start_time"):
            cleaned["precision"] = Precision.MINUTE
        return cleaned
