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
        """Shows a changed look at once, and has images made that documents name."""
        from cms.content.models.theme import SiteTheme
        from cms.publishing import consumers
        from cms.site.files.sizes import CONSUMER
        from cms.site.theming.theme import forget

        consumers.register(CONSUMER)

        post_save.connect(forget, sender=SiteTheme, dispatch_uid="cms.site.theming")
        post_delete.connect(forget, sender=SiteTheme, dispatch_uid="cms.site.theming")
