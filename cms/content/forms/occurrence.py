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
        self._take_times(cleaned)
        if cleaned.get("precision") == Precision.DAY and cleaned.get("start_time"):
            cleaned["precision"] = Precision.MINUTE
        return cleaned

    def _take_times(self, cleaned: dict[str, Any]) -> None:
        """Puts times that were said with the day, or with the beginning, where none are given."""
        said = getattr(self.fields["start_date"], "times", None)
        until = getattr(self.fields["start_time"], "until", None)
        if said and not cleaned.get("start_time"):
            cleaned["start_time"], until = said.start, said.end
        if until and not cleaned.get("end_time"):
            cleaned["end_time"] = until
