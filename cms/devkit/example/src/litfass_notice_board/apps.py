"""The plugin Notice board."""

from __future__ import annotations

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
    Importer,
    Job,
    MenuEntry,
    PageRegion,
    PageType,
    Plugin,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
    Trigger,
)


class NoticeBoardConfig(Plugin):
    """Notice board."""

    name = "litfass_notice_board"
    label = "notice_board"
    slug = "notice_board"
    title = "Notice board"
    version = "0.1.0"
    cms_api = 1
    verbose_name = _("Notice board")

    def page_types(self) -> Iterable[PageType]:
        """Notice board pages."""
        from .documents import NoticeBoardPageDocument, document, passages
        from .models.page import NoticeBoardPage

        yield PageType(
            model=NoticeBoardPage,
            name="notice_board_page",
            plural="notice-board-pages",
            label=_("Notice board pages"),
            schema=NoticeBoardPageDocument,
            document=document,
            passages=passages,
        )

    def records(self) -> Iterable[Record]:
        """Notice board entries."""
        from .models.entry import NoticeBoardEntry
        from .records import NoticeBoardEntryDocument, entry_document

        yield Record(
            model=NoticeBoardEntry,
            name="notice_board_entry",
            plural="notice-board-entries",
            label=_("Notice board entries"),
            schema=NoticeBoardEntryDocument,
            document=entry_document,
        )

    def blocks(self) -> Iterable[Block]:
        """A box, offered in all texts."""
        from .box import NoticeBoardBox, NoticeBoardBoxValue

        yield Block(
            name="notice_board_box",
            block=NoticeBoardBox,
            schema=NoticeBoardBoxValue,
            streams=("announcement", "body", "report"),
        )

    def api_routes(self) -> Iterable[ApiRoute]:
        """How many things are public."""
        from .routes import router

        yield ApiRoute(
            prefix="/notice-board",
            router=router,
            tags=("notice-board",),
        )

    def api_fields(self) -> Iterable[ApiField]:
        """How many words the lead has."""
        from .values import words

        yield ApiField(
            name="notice_board_words",
            types=("notice_board_page",),
            annotation=int,
            value=words,
            description="How many words the lead has; 0 without one.",
        )

    def search_fields(self) -> Iterable[SearchField]:
        """What the page says of itself to search engines."""
        from .texts import description

        yield SearchField(
            name="notice_board_description",
            types=("notice_board_page",),
            text=description,
        )

    def facets(self) -> Iterable[Facet]:
        """Whether the page has a lead."""
        from .facets import lead

        yield Facet(
            name="notice_board_lead",
            label=_("Lead"),
            types=("notice_board_page",),
            values=lead,
        )

    def exporters(self) -> Iterable[Exporter]:
        """A table of titles and addresses."""
        from .exports import table

        yield Exporter(
            name="notice_board_table",
            label=_("Table"),
            media_type="text/csv",
            export=table,
            public=True,
        )

    def importers(self) -> Iterable[Importer]:
        """A list of titles, one per line."""
        from .imports import titles

        yield Importer(
            name="notice_board_titles",
            label=_("List of titles"),
            suffixes=(".txt",),
            run=titles,
        )

    def triggers(self) -> Iterable[Trigger]:
        """Something of the type is public."""
        from .triggers import is_public

        yield Trigger(
            name="notice_board_public",
            label=_("Something is public"),
            when=is_public,
        )

    def reactions(self) -> Iterable[Reaction]:
        """Writes to the log what is public."""
        from .reactions import tell

        yield Reaction(
            name="notice_board_tell",
            label=_("Tell the log"),
            to=("notice_board_public",),
            react=tell,
        )

    def menu(self) -> Iterable[MenuEntry]:
        """A way to the pages."""
        from .menu import to_the_pages

        yield MenuEntry(
            name="notice_board_pages",
            label=_("Notice board"),
            address=to_the_pages,
        )

    def settings(self) -> Iterable[SiteSettings]:
        """A note for each site."""
        from .models.settings import NoticeBoardSettings

        yield SiteSettings(model=NoticeBoardSettings)

    def checks(self) -> Iterable[Check]:
        """Whether German is among the languages."""
        from .checks import speaks_german

        yield Check(
            name="notice_board_german",
            run=speaks_german,
        )

    def jobs(self) -> Iterable[Job]:
        """Counts once a day."""
        from .jobs import count

        yield Job(
            name="notice_board_count",
            label=_("Count what is public"),
            every=timedelta(days=1),
            run=count,
        )

    def before_delete(self) -> Iterable[BeforeDelete]:
        """Nothing is deleted while it is public."""
        from .deletion import while_public

        yield BeforeDelete(
            name="notice_board_public",
            types=("notice_board_page",),
            veto=while_public,
        )

    def panels(self) -> Iterable[FormPanel]:
        """Notes in the form."""
        from .models.note import NoticeBoardNote

        yield FormPanel(
            name="notice_board_notes",
            label=_("Notes"),
            types=("notice_board_page",),
            model=NoticeBoardNote,
            limit=5,
        )

    def before_save(self) -> Iterable[BeforeSave]:
        """Nothing is public without a lead that says what it is about."""
        from .saving import with_a_lead

        yield BeforeSave(
            name="notice_board_lead",
            types=("notice_board_page",),
            prepare=with_a_lead,
        )

    def after_save(self) -> Iterable[AfterSave]:
        """Writes to the log what was saved."""
        from .saved import tell_saved

        yield AfterSave(
            name="notice_board_saved",
            types=("notice_board_page",),
            follow_up=tell_saved,
        )

    def regions(self) -> Iterable[PageRegion]:
        """How many words the lead has, below the facts of a page."""
        from .regions import reading_time

        yield PageRegion(
            name="notice_board_words",
            region="facts",
            template="notice_board/notice_board_facts.html",
            types=("notice_board_page",),
            context=reading_time,
        )

    def on_enable(self, site: int) -> None:
        """Says so in the log."""
        from .switching import tell_enabled

        tell_enabled(site)

    def on_disable(self, site: int) -> None:
        """Says so in the log."""
        from .switching import tell_disabled

        tell_disabled(site)
