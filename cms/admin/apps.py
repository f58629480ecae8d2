"""The editors' surface."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

import cms
from cms.extend import Job, Plugin


class DeskConfig(Plugin):
    """The editors' surface."""

    name = "cms.admin"
    label = "desk"
    slug = "desk"
    title = "Desk"
    version = cms.__version__

    def jobs(self) -> Iterable[Job]:
        from cms.admin.care.external_links import ask_some, collect

        yield Job(name="addresses", label=_("Collect links to other sites"), every=dt.timedelta(days=1), run=collect)
        every = dt.timedelta(minutes=10)
        yield Job(
            name="links", label=_("Ask whether links to other sites still lead somewhere"), every=every, run=ask_some
        )

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
