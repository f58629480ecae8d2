"""The plugin Full."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.extend import (
    AfterSave,
    ApiField,
    ApiRoute,
    BeforeDelete,
    BeforeSave,
    Block,
    Check,
    Exporter,
    Facet,
    FormPanel,
    Happening,
    Importer,
    Job,
    MenuEntry,
    PageType,
    Plugin,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
)

log = logging.getLogger(__name__)


class FullConfig(Plugin):
    """Full."""

    name = "full"
    label = "full"
    slug = "full"
    title = "Full"
    version = "0.1.0"
    verbose_name = _("Full")

    def page_types(self) -> Iterable[PageType]:
        """Full pages."""
        from .documents import FullPageDocument, document, passages
        from .models import FullPage

        yield PageType(
            model=FullPage,
            name="full_page",
            plural="full-pages",
            label=_("Full pages"),
            schema=FullPageDocument,
            document=document,
            passages=passages,
        )

    def records(self) -> Iterable[Record]:
        """Full entries."""
        from .models import FullEntry
        from .records import FullEntryDocument, entry_document

        yield Record(
            model=FullEntry,
            name="full_entry",
            plural="full-entries",
            label=_("Full entries"),
            schema=FullEntryDocument,
            document=entry_document,
        )

    def blocks(self) -> Iterable[Block]:
        """A box, offered in all texts."""
        from .box import FullBox, FullBoxValue

        yield Block(
            name="full_box",
            block=FullBox,
            schema=FullBoxValue,
            streams=("announcement", "body", "report"),
        )

    def api_routes(self) -> Iterable[ApiRoute]:
        """How many things are public."""
        from .routes import router

        yield ApiRoute(
            prefix="/full",
            router=router,
            tags=("full",),
        )

    def api_fields(self) -> Iterable[ApiField]:
        """How many words the lead has."""
        from .values import words

        yield ApiField(
            name="full_words",
            types=("full_page",),
            annotation=int,
            value=words,
        )

    def search_fields(self) -> Iterable[SearchField]:
        """What the page says of itself to search engines."""
        from .texts import description

        yield SearchField(
            name="full_description",
            types=("full_page",),
            text=description,
        )

    def facets(self) -> Iterable[Facet]:
        """Whether the page has a lead."""
        from .facets import lead

        yield Facet(
            name="full_lead",
            label=_("Lead"),
            types=("full_page",),
            values=lead,
        )

    def exporters(self) -> Iterable[Exporter]:
        """A table of titles and addresses."""
        from .exports import table

        yield Exporter(
            name="full_table",
            label=_("Table"),
            media_type="text/csv",
            export=table,
            public=True,
        )

    def importers(self) -> Iterable[Importer]:
        """A list of titles, one per line."""
        from .imports import titles

        yield Importer(
            name="full_titles",
            label=_("List of titles"),
            suffixes=(".txt",),
            run=titles,
        )

    def happenings(self) -> Iterable[Happening]:
        """Something of the type is public."""
        from .happenings import is_public

        yield Happening(
            name="full_public",
            label=_("Something is public"),
            when=is_public,
        )

    def reactions(self) -> Iterable[Reaction]:
        """Writes to the log what is public."""
        from .reactions import tell

        yield Reaction(
            name="full_tell",
            label=_("Tell the log"),
            to=("full_public",),
            react=tell,
        )

    def menu(self) -> Iterable[MenuEntry]:
        """A way to the pages."""
        from django.urls import reverse

        yield MenuEntry(
            name="full_pages",
            label=_("Full"),
            address=lambda: reverse("wagtailadmin_explore_root"),
        )

    def settings(self) -> Iterable[SiteSettings]:
        """A note for each site."""
        from .models import FullSettings

        yield SiteSettings(model=FullSettings)

    def checks(self) -> Iterable[Check]:
        """Whether German is among the languages."""
        from .checks import speaks_german

        yield Check(
            name="full_german",
            run=speaks_german,
        )

    def jobs(self) -> Iterable[Job]:
        """Counts once a day."""
        from .jobs import count

        yield Job(
            name="full_count",
            label=_("Count what is public"),
            every=timedelta(days=1),
            run=count,
        )

    def before_delete(self) -> Iterable[BeforeDelete]:
        """Nothing is deleted while it is public."""
        from .deletion import while_public

        yield BeforeDelete(
            name="full_public",
            types=("full_page",),
            veto=while_public,
        )

    def panels(self) -> Iterable[FormPanel]:
        """Notes in the form."""
        from .models import FullNote

        yield FormPanel(
            name="full_notes",
            label=_("Notes"),
            types=("full_page",),
            model=FullNote,
            limit=5,
        )

    def before_save(self) -> Iterable[BeforeSave]:
        """Nothing is public without a lead that says what it is about."""
        from .saving import with_a_lead

        yield BeforeSave(
            name="full_lead",
            types=("full_page",),
            prepare=with_a_lead,
        )

    def after_save(self) -> Iterable[AfterSave]:
        """Writes to the log what was saved."""
        from .saved import tell_saved

        yield AfterSave(
            name="full_saved",
            types=("full_page",),
            follow_up=tell_saved,
        )

    def on_enable(self, site: int) -> None:
        """Says so in the log."""
        log.info("Full is enabled for site %s.", site)

    def on_disable(self, site: int) -> None:
        """Says so in the log."""
        log.info("Full is disabled for site %s.", site)
