"""Fields by which pages and records show an image; each `name` has `name_alt` and `name_decorative` beside it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def image_field(verbose_name: Any) -> models.ForeignKey[Any, Any]:
    """The image, which may go without taking its owner along."""
    return models.ForeignKey(
        "content.CreditedImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )


def image_alt_field() -> models.CharField[str, str]:
    """What the image shows in this use of it."""
    return models.CharField(
        _("what the image shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who do not see it: what matters of it here. Needed to publish, unless it decorates."),
    )


def image_decorative_field() -> models.BooleanField[bool, bool]:
    """Whether the image says nothing that the text does not say."""
    return models.BooleanField(
        _("mere decoration"), default=False, help_text=_("The image tells nothing that the text does not tell.")
    )


class HeroImage(models.Model):
    """A page with an image at its head."""

    hero_image = image_field(_("image"))
    hero_image_alt = image_alt_field()
    hero_image_decorative = image_decorative_field()

    class Meta:
        abstract = True
