"""A language, chosen by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import SelectAdapter
from wagtail.blocks import ChoiceBlock

from cms.public.languages import offered_languages


class LanguageSelect(forms.Select):
    """A choice that takes in the code that is stored, whichever that is."""


class LanguageSelectAdapter(SelectAdapter):
    """The choice in the editor of texts."""

    js_constructor = "blocks.LanguageSelect"

    @cached_property
    def media(self) -> forms.Media:
        given: forms.Media = super().media
        return given + forms.Media(js=[versioned_static("blocks/language.js")])


register(LanguageSelectAdapter(), LanguageSelect)


class LanguageField(forms.ChoiceField):
    """Takes codes that are not offered, too: they come from what is stored, and are understood all the same."""

    widget = LanguageSelect

    def valid_value(self, value: Any) -> bool:
        """Whatever is short enough for a code."""
        return len(str(value)) <= 20


class LanguageBlock(ChoiceBlock):
    """The code of a language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"choices": offered_languages, "widget": LanguageSelect(), **kwargs})

    def get_field(self, **kwargs: Any) -> LanguageField:
        return LanguageField(**kwargs)
