"""The press plugin."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.extend import ApiRoute, Block, Facet, Importer, PageType, Plugin


class PressConfig(Plugin):
    """Press releases, press contacts, their list in the API, and a filter by reach."""

    name = "plugins.press"
    label = "press"
    slug = "press"
    title = "Press"
    version = "1.0"
    enabled_by_default = True
    verbose_name = _("Press")

    def page_types(self) -> Iterable[PageType]:
        """Press releases."""
        from plugins.press.documents import (
            PressReleaseDocument,
            press_release_document,
            press_release_key,
            press_release_passages,
        )
        from plugins.press.models import PressReleasePage

        yield PageType(
            model=PressReleasePage,
            name="press_release",
            plural="press-releases",
            label=_("Press releases"),
            schema=PressReleaseDocument,
            document=press_release_document,
            passages=press_release_passages,
            sort_key=press_release_key,
        )

    def blocks(self) -> Iterable[Block]:
        """Whom the press may call; offered in all texts."""
        from plugins.press.contact import PressContactBlock, PressContactValue

        yield Block(
            name="press_contact",
            block=PressContactBlock,
            schema=PressContactValue,
            streams=("announcement", "body", "report"),
        )

    def api_routes(self) -> Iterable[ApiRoute]:
        """Whom the press may call, over all releases."""
        from plugins.press.routes import router

        yield ApiRoute(prefix="/press", router=router, tags=("press",))

    def facets(self) -> Iterable[Facet]:
        """How far a release is meant to reach."""
        from plugins.press.facets import reach

        yield Facet(name="press_reach", label=_("Reach"), types=("press_release",), values=reach)

    def importers(self) -> Iterable[Importer]:
        """Releases from a table."""
        from plugins.press.importing import import_releases

        yield Importer(
            name="press_releases", label=_("Press releases from a table"), suffixes=(".csv",), run=import_releases
        )
