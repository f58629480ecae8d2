"""The public pages."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save

import cms
from cms.extend import Plugin


class SiteConfig(Plugin):
    """The public pages."""

    name = "cms.site"
    label = "site"
    slug = "site"
    title = "Site"
    version = cms.__version__

    def ready(self) -> None:
        """Shows a changed look at once."""
        from cms.content.models.theme import SiteTheme
        from cms.site.theming.theme import forget

        post_save.connect(forget, sender=SiteTheme, dispatch_uid="cms.site.theming")
        post_delete.connect(forget, sender=SiteTheme, dispatch_uid="cms.site.theming")
