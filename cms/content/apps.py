"""Page types and records."""

import cms
from cms.extend import Plugin


class ContentConfig(Plugin):
    """Page types and records."""

    name = "cms.content"
    label = "content"
    slug = "content"
    title = "Content"
    version = cms.__version__
