"""The public pages."""

import cms
from cms.extend import Plugin


class SiteConfig(Plugin):
    """The public pages."""

    name = "cms.site"
    label = "site"
    slug = "site"
    title = "Site"
    version = cms.__version__
