"""Page types and records."""

from collections.abc import Iterable

import cms
from cms.extend import Facet, PageType, Plugin, Record


class ContentConfig(Plugin):
    """Page types and records of the network."""

    name = "cms.content"
    label = "content"
    slug = "content"
    title = "Content"
    version = cms.__version__

    def page_types(self) -> Iterable[PageType]:
        """Events, partners, city programmes, news, pages."""
        from cms.content import types

        return types.page_types()

    def records(self) -> Iterable[Record]:
        """Cities, places, topics, people, programmes, series."""
        from cms.content import types

        return types.record_types()

    def facets(self) -> Iterable[Facet]:
        """City, programme, topic, partner, person, format, language, series, kind of news."""
        from cms.content import facets

        return facets.core_facets()

    def ready(self) -> None:
        """Keeps what belongs to plugins that are missing."""
        from cms.content import keeping
        from cms.content.parking import after_migrate

        after_migrate.connect()
        keeping.connect()
