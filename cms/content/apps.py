"""Page types and records."""

import datetime as dt
from collections.abc import Iterable

from django.core.checks import register
from django.utils.translation import gettext_lazy as _

import cms
from cms.extend import Facet, Job, PageType, Plugin, Record, SiteSettings


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

    def jobs(self) -> Iterable[Job]:
        from cms.content.versions import thin_versions

        yield Job(name="versions", label=_("Thin out old drafts"), every=dt.timedelta(days=1), run=thin_versions)

    def ready(self) -> None:
        """Tells the kernel of sites, gives rights, cleans text, lets others be asked before a deletion, notes which quotes wait for their release."""
        from cms.content import (
            characters,
            checks,
            default_groups,
            finding,
            pending_quotes,
            references,
            required_pages,
            saving,
            sites,
            text_references,
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
        text_references.connect()
        vetoes.connect()
        saving.connect()
        pending_quotes.connect()
        finding.connect()
        saying.connect()
