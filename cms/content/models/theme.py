"""What editors set for the look of each site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from cms.content.contrast import TEXT, contrast
from cms.content.image_uses import image_errors
from cms.content.models.image_field import image_field

LIGHT = ("#ffffff", "#f3f1ea")
"""What text stands on by day."""
DARK = ("#14120d", "#201d16")
"""What text stands on in dark mode."""
LONGEST_STYLESHEET = 100_000

COLOUR = RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", _("Write a colour as #rrggbb."))


def colour_field(name: Any, default: str, help_text: Any) -> models.CharField[str, str]:
    """A colour such as #ffd31a."""
    return models.CharField(name, max_length=7, default=default, validators=[COLOUR], help_text=help_text)


class Typeface(models.TextChoices):
    """The faces that need no file of somebody else."""

    ARCHIVO = "archivo", _("Archivo, as delivered")
    SYSTEM = "system", _("the visitor's own face without serifs")
    SERIF = "serif", _("the visitor's own face with serifs")


class SiteTheme(BaseSiteSetting):
    """The look of a site; without one it looks as delivered."""

    federation = models.CharField(
        _("name of the federation"),
        max_length=200,
        blank=True,
        help_text=_(
            "Stands in the head and foot of each page, and in the titles of windows. Empty: the installation's name."
        ),
    )
    logo = image_field(_("logo"))
    logo_decorative = True
    """The name stands beside it."""

    brand = colour_field(_("main colour"), "#ffd31a", _("Large areas: the front page, marks, the line above the foot."))
    on_brand = colour_field(
        _("text on the main colour"), "#16130d", _("Must be easy to read on it: contrast of 4.5 to 1.")
    )
    accent = colour_field(
        _("accent"),
        "#16130d",
        _("Lines and small text by day, and areas with white text: contrast of 4.5 to 1 for both."),
    )
    accent_dark = colour_field(
        _("accent in dark mode"), "#f5f0e4", _("Lines and small text on the dark ground: contrast of 4.5 to 1.")
    )
    typeface = models.CharField(_("typeface"), max_length=20, choices=Typeface, default=Typeface.ARCHIVO)
    stylesheet = models.TextField(
        _("stylesheet of your own"),
        max_length=LONGEST_STYLESHEET,
        blank=True,
        help_text=_(
            "CSS that comes after the site's own and wins over it. Classes begin with lf-, as do the properties."
        ),
    )

    panels = [
        MultiFieldPanel([FieldPanel("federation"), FieldPanel("logo")], heading=_("Name and logo")),
        MultiFieldPanel(
            [
                FieldPanel(name, widget=forms.TextInput(attrs={"type": "color"}))
                for name in ("brand", "on_brand", "accent", "accent_dark")
            ],
            heading=_("Colours"),
        ),
        MultiFieldPanel([FieldPanel("typeface"), FieldPanel("stylesheet")], heading=_("Type and style")),
    ]

    class Meta:
        verbose_name = _("Appearance")

    def clean(self) -> None:
        """Raises `ValidationError` for colours on which people could not read, a stylesheet that does not end, a logo without licence (V10)."""
        super().clean()
        errors = {name: message for name, message in self._faults() if message}
        errors |= image_errors(self, draft=False)
        if errors:
            raise ValidationError(errors)

    def _faults(self) -> list[tuple[str, str]]:
        faults = [
            ("on_brand", _unreadable(self.on_brand, [self.brand])),
            ("accent", _unreadable(self.accent, LIGHT)),
            ("accent_dark", _unreadable(self.accent_dark, DARK)),
        ]
        if self.stylesheet.count("{") != self.stylesheet.count("}"):
            faults.append(("stylesheet", str(_("A brace is opened and not closed, or closed and not opened."))))
        return faults


def _unreadable(colour: str, grounds: Any) -> str:
    """Why text of the colour cannot be read on one of the grounds; empty if it can, or if one is no colour, which its field says."""
    try:
        ground, least = min(((each, contrast(colour, each)) for each in grounds), key=lambda pair: pair[1])
    except ValueError:
        return ""
    if least >= TEXT:
        return ""
    text = _(
        "%(colour)s on %(ground)s cannot be read by everybody: the contrast is %(found)s to 1, and 4.5 to 1 is needed. "
        "Take a darker or a lighter colour."
    )
    return str(text) % {"colour": colour, "ground": ground, "found": number_format(int(least * 10) / 10, 1)}
