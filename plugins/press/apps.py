"""The press plugin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.extend import (
    ApiField,
    ApiRoute,
    BeforeDelete,
    Block,
    Check,
    Facet,
    Importer,
    Job,
    MenuEntry,
    PageType,
    Plugin,
    Reaction,
    SearchField,
    SiteSettings,
    Trigger,
)


class PressConfig(Plugin):
    """Press releases, press contacts, their list in the API, a filter by reach, and mail to the press officer."""

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
        from plugins.press.issued import issuers
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
            refreshes=issuers,
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

    def api_fields(self) -> Iterable[ApiField]:
        """How many releases a partner has issued."""
        from plugins.press.issued import releases_of

        yield ApiField(
            name="press_releases",
            types=("partner",),
            annotation=int,
            value=releases_of,
            description="How many public press releases the partner has published.",
        )

    def search_fields(self) -> Iterable[SearchField]:
        """The number under which a release is known."""
        from plugins.press.documents import press_release_number

        yield SearchField(name="press_number", types=("press_release",), text=press_release_number)

    def facets(self) -> Iterable[Facet]:
        """How far a release is meant to reach; and where everything else is found by city and partner, releases are too."""
        from plugins.press.facets import city, issuer, reach, reaches

        yield Facet(name="press_reach", label=_("Reach"), types=("press_release",), values=reach, choices=reaches)
        yield Facet(name="city", label=_("City"), types=("press_release",), values=city)
        yield Facet(name="partner", label=_("Partner"), types=("press_release",), values=issuer)

    def triggers(self) -> Iterable[Trigger]:
        """That a release of national reach is public."""
        from plugins.press.announcing import is_national

        yield Trigger(name="press.national", label=_("A press release of national reach went live"), when=is_national)

    def reactions(self) -> Iterable[Reaction]:
        """The press officer is told of such a release."""
        from plugins.press.announcing import tell_officer

        yield Reaction(name="officer", label=_("Mail to the press officer"), to=("press.national",), react=tell_officer)

    def menu(self) -> Iterable[MenuEntry]:
        """The list of all releases."""
        from plugins.press.listing import address

        yield MenuEntry(name="releases", label=_("Press releases"), address=address, icon="doc-full", order=160)

    def settings(self) -> Iterable[SiteSettings]:
        """Who the press officer is, and what the site says about itself."""
        from plugins.press.models import PressSettings

        yield SiteSettings(model=PressSettings, icon="mail")

    def checks(self) -> Iterable[Check]:
        """Whether mail to the press officer can arrive."""
        from plugins.press.checks import mail_arrives

        yield Check(name="mail", run=mail_arrives)

    def jobs(self) -> Iterable[Job]:
        """Forgotten drafts are brought to mind each week."""
        from plugins.press.reminding import remind_of_drafts

        yield Job(
            name="drafts", label=_("Remind of forgotten drafts"), every=dt.timedelta(weeks=1), run=remind_of_drafts
        )

    def before_delete(self) -> Iterable[BeforeDelete]:
        """Releases that were public under a number stay."""
        from plugins.press.keeping import refuse_numbered

        yield BeforeDelete(name="numbered", types=("press_release",), veto=refuse_numbered)

    def importers(self) -> Iterable[Importer]:
        """Releases from a table."""
        from plugins.press.importing import import_releases

        yield Importer(
            name="press_releases", label=_("Press releases from a table"), suffixes=(".csv",), run=import_releases
        )

    def on_enable(self, site: int) -> None:
        """The site's settings are there to be filled in."""
        from plugins.press.settings import PressSettings

        PressSettings.objects.get_or_create(site_id=site)

    def on_disable(self, site: int) -> None:
        """Settings that nobody has filled in go again."""
        from plugins.press.settings import PressSettings

        PressSettings.objects.filter(site=site, officer="", about="").delete()
