"""Images with credit and rights."""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from cms.content.image_limits import refuse_unfit
from cms.public.image_address import image_path

ONE_AT_A_TIME = Lock()
"""Held while an image is decoded, so that a process never needs the memory of two."""


class BoundedImageFile(WagtailImageFieldFile):
    """A file whose limits are looked at before its size is read."""

    def get_image_dimensions(self) -> Any:
        """Width and height; raises `ValidationError` for what is too large to be worked with."""
        was_closed = self.closed
        try:
            self.open()
            refuse_unfit(self)
            return super().get_image_dimensions()
        finally:
            if was_closed:
                self.close()


class BoundedImageField(WagtailImageField):
    """The file of an image."""

    attr_class = BoundedImageFile


class CreditedImage(AbstractImage):
    """An image that says who made it, who owns it and until when it may be shown; `description` says what it shows where a use of it does not."""

    file = BoundedImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("As it is printed, e.g. „Foto: Jana Beispiel“.")
    )
    rights_holder = models.CharField(_("rights holder"), max_length=255, blank=True)
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("E.g. „CC BY 4.0“ or „press use“.")
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)
    rights_until = models.DateField(
        _("rights until"), null=True, blank=True, help_text=_("After this day the image is no longer shown anywhere.")
    )
    ai_generated = models.BooleanField(_("made by a machine"), default=False)

    admin_form_fields = (
        *Image.admin_form_fields,
        "credit",
        "rights_holder",
        "licence",
        "licence_url",
        "rights_until",
        "ai_generated",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the image, and with it all that follows from it; raises `ValidationError` for a new file that takes too much, whichever way it came."""
        if self.file and not self.file._committed:  # noqa: SLF001 - nothing else tells a new file from a stored one
            self.file.open()
            refuse_unfit(self.file)
            # Its address depends on what is in the file.
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: File[bytes] | None = None) -> File[bytes]:
        """The image in another size or format; raises `SourceImageIOError`, which Wagtail expects, if that took too much."""
        with ONE_AT_A_TIME:
            try:
                with self.open_file() as file:
                    refuse_unfit(source or file)
            except ValidationError as error:
                raise SourceImageIOError(" ".join(error.messages)) from error
            made: File[bytes] = super().generate_rendition_file(filter, source=source)
            return made


class CreditedRendition(AbstractRendition):
    """A size and format of an image."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the rendition; Wagtail would leave the temporary file open in which it was made."""
        made = None if self.file._committed else self.file.file  # noqa: SLF001 - nothing else tells a new file from a stored one
        super().save(*args, **kwargs)
        if made is not None:
            made.close()
            del self.file.file

    @property
    def url(self) -> str:
        """Where it is shown to those who may see it; the file itself has no address."""
        if not self.filter_spec:
            # Wagtail's stand-in for an image that cannot be read.
            return str(self.file.url)
        return image_path(self.image, self.filter_spec)
