"""Rich text as all our blocks offer it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

from blocks.link_rule import link_faults
from cms.public.rich_text import FEATURES, Prose, proses


class ProseBlock(RichTextBlock):
    """Rich text without headings, whose links say where they lead."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def to_python(self, value: str) -> Prose:
        return Prose(value)

    def bulk_to_python(self, values: Iterable[str]) -> list[Prose]:
        """Many texts, which will resolve their links together."""
        return proses(values)

    def clean(self, value: RichText) -> RichText:
        """The text; refuses links that do not say where they lead (V14)."""
        cleaned = super().clean(value)
        faults = [] if self.is_deferred_validation else list(link_faults(cleaned.source))
        if faults:
            raise ValidationError(faults)
        return cleaned
