"""The editors' surface."""

from django.db import models

import cms
from cms.extend import Plugin


class DeskConfig(Plugin):
    """The editors' surface."""

    name = "cms.admin"
    label = "desk"
    slug = "desk"
    title = "Desk"
    version = cms.__version__

    def ready(self) -> None:
        """Gives slugs their field, choosers their start, avatars their limits, the settings of plugins their place, compared fields and Wagtail's English their words."""
        from wagtail.admin.forms.models import register_form_field_override

        from cms.admin import rewording, starting
        from cms.admin.comparing import register_comparisons
        from cms.admin.forms import avatar, restrictions
        from cms.admin.site_settings import register_settings
        from cms.admin.slug_input import GermanSlugInput

        register_form_field_override(models.SlugField, override={"widget": GermanSlugInput})
        rewording.connect()
        starting.connect()
        avatar.connect()
        restrictions.connect()
        register_settings()
        register_comparisons()
