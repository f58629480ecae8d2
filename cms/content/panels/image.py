"""An image in a form, with what it shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.content.image_uses import alt_name, decorative_name


def image_panel(name: str, *, heading: Any = None) -> MultiFieldPanel:
    """The field of that name and the two beside it."""
    return MultiFieldPanel(
        [FieldPanel(name), FieldPanel(alt_name(name)), FieldPanel(decorative_name(name))], heading=heading or _("Image")
    )
