"""The archive search."""

import cms
from cms.extend import Plugin


class SearchConfig(Plugin):
    """The archive search."""

    name = "search"
    label = "search"
    slug = "search"
    title = "Search"
    version = cms.__version__

    def ready(self) -> None:
        """Follows the ledger."""
        from cms.publishing import consumers
        from search.indexing import CONSUMER, FALLBACK

        consumers.register(CONSUMER)
        consumers.register(FALLBACK)
