"""The form of an image."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.images.forms import BaseImageForm

from cms.content.image_limits import refuse_unfit


def measure_first(field: forms.Field) -> None:
    """Lets the form's field measure what is uploaded before anything opens it, and say of what is too large what to do."""
    opened = field.to_python

    def to_python(data: Any) -> Any:
        if data:
            refuse_unfit(data)
        return opened(data)

    field.to_python = to_python  # type: ignore[method-assign,assignment]


class ImageForm(BaseImageForm):
    """Measures an uploaded image before Wagtail opens it, and says of one that is too large what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            # Wagtail makes the field itself, whatever the model's field says.
            measure_first(field)
