"""Languages, chosen by their names and stored as codes: „de, tr“."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.forms.utils import flatatt
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.public.languages import language_name, offered_languages

CHECKED = mark_safe(" checked")


class LanguagesInput(CheckboxSelectMultiple):
    """Boxes to tick for a text of codes; those that are chosen stand first, in their order, others are found by name."""

    def format_value(self, value: Any) -> list[str]:
        """The codes in the text."""
        return [code.strip() for code in (value or "").split(",") if code.strip()]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The codes that were chosen, as they are stored."""
        return ", ".join(data.getlist(name) if hasattr(data, "getlist") else data.get(name, ()))

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """A group of boxes, with what Django would say of each of them said once."""
        reader = translation.get_language() or settings.LANGUAGE_CODE
        offered, codes = dict(offered_languages()), self.format_value(value)
        chosen = {code: offered.get(code) or language_name(code, language=reader) for code in codes}
        boxes = format_html_join(
            "",
            '<label><input type="checkbox" name="{}" value="{}"{}>{}</label>',
            ((name, code, CHECKED if code in chosen else "", said) for code, said in {**chosen, **offered}.items()),
        )
        about = {name: said for name, said in (attrs or {}).items() if name in ("id", "aria-describedby")}
        return format_html('<div class="desk-languages" role="group"{}>{}</div>', flatatt(about), boxes)
