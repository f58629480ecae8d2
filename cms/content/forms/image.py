"""The form of an image."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from cms.content.image_limits import refuse_unfit


class ImageForm(BaseImageForm):
    """Measures an uploaded image before Wagtail opens it, and says of one that is too large what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            opened = field.to_python

            def to_python(data: Any) -> Any:
                if data:
                    refuse_unfit(data)
                return opened(data)

            # Wagtail makes the field itself, whatever the model's field says.
            field.to_python = to_python
