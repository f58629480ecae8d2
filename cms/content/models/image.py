"""Images with credit and rights."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CreditedImage(AbstractImage):
    """An image that says who made it, who owns it and until when it may be shown; `description` says what it shows where a use of it does not."""

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


class CreditedRendition(AbstractRendition):
    """A size and format of an image."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]
