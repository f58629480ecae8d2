"""Languages, chosen by their names and stored as codes: „de, tr“."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.utils import translation

from cms.public.languages import language_name, offered_languages


class LanguagesInput(CheckboxSelectMultiple):
    """Boxes to tick for a text of codes; those that are chosen stand first, in their order, others are found by name."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"class": "desk-languages", **(attrs or {})})

    def format_value(self, value: Any) -> list[str]:
        """The codes in the text."""
        return [code.strip() for code in (value or "").split(",") if code.strip()]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The codes that were chosen, as they are stored."""
        return ", ".join(data.getlist(name) if hasattr(data, "getlist") else data.get(name, ()))

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        reader = translation.get_language() or settings.LANGUAGE_CODE
        offered = dict(offered_languages())
        chosen = {code: offered.get(code) or language_name(code, language=reader) for code in value}
        self.choices = list({**chosen, **offered}.items())
        return super().optgroups(name, value, attrs)
