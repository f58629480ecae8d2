"""The ledger of what is public."""

import cms
from cms.extend import Plugin


class PublishingConfig(Plugin):
    """The ledger of what is public."""

    name = "cms.publishing"
    label = "publishing"
    slug = "publishing"
    title = "Publishing"
    version = cms.__version__

    def ready(self) -> None:
        """Starts to listen to content."""
        from cms.publishing import receivers

        receivers.connect()
