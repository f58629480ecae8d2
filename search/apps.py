"""The archive search."""

from django.db.models.signals import post_migrate

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
        from cms.publishing import consumers
        from cms.publishing import work as all_work
        from search.index_consumers import CONSUMER, FALLBACK
        from search.standing import work

        post_migrate.connect(_begin, sender=self)
        all_work.register_source(work)

        consumers.register(CONSUMER)
        consumers.register(FALLBACK)


def _begin(**_options: object) -> None:
    from search.keeping import begin

    begin()
