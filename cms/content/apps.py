"""Page types and records."""

from collections.abc import Iterable

from django.core.checks import register

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
        """Tells the kernel of sites, gives rights, cleans text, keeps what missing plugins own, lets others be asked before a deletion."""
        from cms.content import (
            characters,
            checks,
            keeping,
            known_plugins,
            required_pages,
            rights,
            saving,
            sites,
            vetoes,
        )
        from cms.content.parking import after_migrate
        from cms.extend import activation, state

        register(checks.check_image_fields)
        register(checks.check_templates)
        state.know_sites(sites.all_sites)
        activation.ask_before_enabling(known_plugins.reason_not_to_enable)
        after_migrate.connect()
        required_pages.connect()
        rights.connect()
        characters.connect()
        keeping.connect()
        vetoes.connect()
        saving.connect()
