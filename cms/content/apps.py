"""Page types and records."""

from collections.abc import Iterable

from django.core.checks import register

import cms
from cms.extend import Facet, PageType, Plugin, Record, SiteSettings


class ContentConfig(Plugin):
    """Page types and records of the network."""

    name = "cms.content"
    label = "content"
    slug = "content"
    title = "Content"
    version = cms.__version__

    def page_types(self) -> Iterable[PageType]:
        from cms.content import types

        return types.page_types()

    def records(self) -> Iterable[Record]:
        from cms.content import types

        return types.record_types()

    def settings(self) -> Iterable[SiteSettings]:
        from cms.content.models.theme import SiteTheme

        yield SiteSettings(model=SiteTheme, icon="view")

    def facets(self) -> Iterable[Facet]:
        from cms.content import facets

        return facets.core_facets()

    def ready(self) -> None:
        """Tells the kernel of sites, gives rights, cleans text, lets others be asked before a deletion."""
        from cms.content import (
            characters,
            checks,
            default_groups,
            finding,
            references,
            required_pages,
            saving,
            sites,
            vetoes,
        )
        from cms.content.forms import saying
        from cms.extend import activation_cache

        register(checks.check_image_fields)
        register(checks.check_templates)
        activation_cache.know_sites(sites.all_sites)
        required_pages.connect()
        default_groups.connect()
        characters.connect()
        references.connect()
        vetoes.connect()
        saving.connect()
        finding.connect()
        saying.connect()
