"""What forms do with the rules of their models."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class RulesForm:
    """A form that applies the rules of its model; a field that cannot be read is asked for once, and no rule speaks of it before."""

    errors: dict[str, Any]

    def _update_errors(self, errors: ValidationError) -> None:
        told = getattr(errors, "error_dict", {})
        for name in [each for each in told if each != NON_FIELD_ERRORS and each in self.errors]:
            del told[name]
        super()._update_errors(errors)  # type: ignore[misc]
