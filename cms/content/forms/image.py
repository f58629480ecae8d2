"""The form of an image."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from cms.content.image_limits import refuse_unfit, too_many_pixels


class ImageForm(BaseImageForm):
    """Says of an image that is too large what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].error_messages["file_too_many_pixels"] = too_many_pixels()

    def clean_file(self) -> Any:
        """The file; refuses what takes too much memory although it has not too many pixels."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            refuse_unfit(file)
        return file
