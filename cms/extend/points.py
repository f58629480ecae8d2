"""The whole extension surface: what a plugin can contribute, one frozen descriptor per point.

Each descriptor is returned by the method of the same name on `cms.extend.Plugin`; what its functions are given and give back stands in
`values`. The kernel knows Django and pydantic only:
where a descriptor carries something of Wagtail's or Ninja's, it is passed through untouched.

What a plugin's function raises while the site runs is caught by the guard; each function says below what stands in for it then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.core.checks import CheckMessage
from django.db.models import Model
from pydantic import BaseModel

from cms.extend.telling import Label as Label
from cms.extend.validation import Invalid, validate
from cms.extend.values import Change, Export, FacetValue, Import, Imported, Occurrence, Passage, Window


def nothing(thing: Any) -> Iterable[Any]:
    """No items, for any thing."""
    return ()


def no_window(thing: Any) -> Window | None:
    """No window: the thing does not take place, it just is."""
    return None


def always_public(thing: Any) -> bool:
    """True: every stored thing of the type is public."""
    return True


def as_it_is(old: Any, version: int) -> Any:
    """The stored value itself, in whichever version it was written."""
    return old


def any_value() -> None:
    """None: nobody can say which values a facet may have."""


def no_view(page: Any, context: Any) -> Any:
    """None: the page shows its document and no more."""
    return None


class PointFailed(Exception):
    """A plugin's function failed, or is paused, and nothing can stand in for its result."""


RAISE = object()
"""Nothing can stand in for the result: the caller is told by `PointFailed`."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """What all descriptors have: the slug of the plugin that gives them, set by the registry."""

    plugin: str = ""

    FALLBACKS: ClassVar[Mapping[str, Any]] = {}
    """The functions that are called under guard, and what stands in for the result of each when it fails."""

    def __post_init__(self) -> None:
        """Raises `Invalid` that names the field where something else stands than its kind, so that it fails here and not in use."""
        validate(self)


@dataclass(frozen=True, kw_only=True)
class PublicType(Point):
    """A model whose public instances stand in the ledger, each as one ready document.

    `document` builds the document from an instance; `schema` is its shape in the API. `passages` is what search reads. `window`
    says when it takes place; what takes place several times, or at a time that is not known exactly, gives `occurrences` in its
    stead. `refreshes` names further things, stored ones, whose documents show figures of this one and are to be built anew with it.
    While `document` fails, the thing stays in the ledger as it was.

    A document is an instance of `schema`. What site, search and feeds read of every document has there the shape in which they read it,
    as in `PageDocument` and `RecordDocument`; which thing it is (`id`, `type`, `locale`, `path`) the ledger writes itself.
    """

    FALLBACKS = {"document": RAISE, "passages": (), "window": None, "occurrences": (), "sort_key": "", "refreshes": ()}

    model: type[Model]
    name: str
    plural: str
    label: Label
    schema: type[BaseModel]
    document: Callable[[Any], BaseModel]
    passages: Callable[[Any], Iterable[Passage]] = nothing
    window: Callable[[Any], Window | None] = no_window
    occurrences: Callable[[Any], Iterable[Occurrence]] = nothing
    sort_key: Callable[[Any], str] = str
    refreshes: Callable[[Any], Iterable[Model]] = nothing
    listed: bool = True
    searchable: bool = True

    @property
    def takes_place(self) -> bool:
        """Whether things of the type have a time at which they take place."""
        return self.window is not no_window or self.occurrences is not nothing


@dataclass(frozen=True, kw_only=True)
class PageType(PublicType):
    """A Wagtail page type; its live, unrestricted pages are public.

    `view` is given a page and its context on the site (`document`, `language`, `now`, …) and gives what the page's template gets as
    `view`: whatever has to be looked up, so that the template only shows. Without one, or while it fails, `view` is None.
    """

    FALLBACKS = {**PublicType.FALLBACKS, "view": None}

    view: Callable[[Any, Any], Any] = no_view


@dataclass(frozen=True, kw_only=True)
class Record(PublicType):
    """A model edited as a snippet in the menu “Archive”; an instance is public while `is_public` says so.

    A draft is not public. `panels` of the model make its form, and its list can be searched if it is `index.Indexed`. Groups that may edit all records of the
    core may edit it from the `migrate` on that brings it. A plugin that gives a viewset of its own to `register_snippet` keeps that one,
    and gives it a place in the menu itself.
    """

    FALLBACKS = {**PublicType.FALLBACKS, "is_public": False}

    is_public: Callable[[Any], bool] = always_public


@dataclass(frozen=True, kw_only=True)
class Block(Point):
    """A StreamField block, offered in the named streams under a name that is kept for ever.

    `block` returns a fresh Wagtail block. `schema` is the shape of its `value` in the API. A block that fails is shown as nothing.

    When its stored shape changes, count up `version`: `migrate_value(old, version)` then gives the new value of what was stored in an
    older version, whenever it is read. What cannot be read is shown as nothing and kept as it is stored.
    """

    name: str
    block: Callable[[], Any]
    schema: type[BaseModel]
    streams: tuple[str, ...] = ("body",)
    order: int = 500
    version: int = 1
    migrate_value: Callable[[Any, int], Any] = as_it_is


@dataclass(frozen=True, kw_only=True)
class ApiRoute(Point):
    """A Ninja router, mounted in the delivery API under its prefix; an address that fails answers 500, and 503 while it is paused."""

    prefix: str
    router: Any
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApiField(Point):
    """A further field in the documents of the named types, built when they are published; `description` tells partners what it says.

    A value of another type than `annotation`, or one that JSON cannot hold (a number beyond 64 bits, half of a character), is None.
    """

    FALLBACKS = {"value": None}

    name: str
    types: tuple[str, ...]
    annotation: Any
    value: Callable[[Any], Any]
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class SearchField(Point):
    """Further text that search reads for the named types, built when they are published."""

    FALLBACKS = {"text": ""}

    name: str
    types: tuple[str, ...]
    text: Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class Facet(Point):
    """A filter of lists and search: `values` says under which of its values a thing of the named types is found.

    A plugin's types may join a facet that is there: give one of the same name for these types; the first one's label is shown.

    The values of a facet that is named like a public type are the slugs of its things; filters take their ids and former slugs as well,
    and refuse others. `choices` are all values that any other facet may have; without them a filter takes whatever is asked.
    """

    FALLBACKS = {"values": (), "choices": None}

    name: str
    label: Label
    types: tuple[str, ...]
    values: Callable[[Any], Iterable[FacetValue]]
    choices: Callable[[], Iterable[str] | None] = any_value
    order: int = 500


@dataclass(frozen=True, kw_only=True)
class Exporter(Point):
    """A form in which public things can be taken along: `export` turns documents into pieces of text.

    `types` are those that it knows, none named means all. A `public` one is a feed with the address `/feeds/<name>`, narrowed by the
    filters of lists; every one answers `manage.py export <name>`. `limit` is the most things that a feed holds: the newest, unless it
    must be `complete`; then an address that means more is refused. `past` leaves out what ended longer ago, unless the address says
    from when on, or names single things by `id`. What was withdrawn is among `things` as long as the exporter `remembers` it.

    One of the media type `text/calendar` is offered to visitors for their calendars, beside what takes place.
    """

    FALLBACKS = {"export": RAISE}

    name: str
    label: Label
    media_type: str
    export: Callable[[Export], Iterable[str]]
    types: tuple[str, ...] = ()
    public: bool = False
    limit: int = 50
    complete: bool = False
    past: timedelta | None = None
    remembers: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Importer(Point):
    """Reads files with one of the suffixes (e.g. `.csv`) into drafts; never publishes. Reached by
    `manage.py import <name> <file> --below <path>`, the address of the page that gets them.
    """

    name: str
    label: Label
    suffixes: tuple[str, ...]
    run: Callable[[Import], Iterable[Imported]]


def every(change: Change) -> bool:
    """True: each change counts."""
    return True


@dataclass(frozen=True, kw_only=True)
class Trigger(Point):
    """Something that happens in the archive, told from changes of the ledger; reactions wait for it by name.

    While `when` fails, those reactions wait with it and are told afterwards what they missed.
    """

    FALLBACKS = {"when": RAISE}

    name: str
    label: Label
    when: Callable[[Change], bool] = every


@dataclass(frozen=True, kw_only=True)
class Reaction(Point):
    """What is done after the commit when one of the triggers occurs; tried again until it succeeds, so that it must be idempotent.

    Each change is told once, in the order of its `sequence`; only where the process dies after your code and before that is noted, it is told
    once more with the same `sequence`, before any other.

    What has not ended after five minutes is broken off by an exception in its midst, and has failed; so is it five seconds after the
    worker was told to end.

    The core's triggers are `published` (something is public now, or its document changed) and `withdrawn`. That plugins come, go, are
    switched or have another version is neither, nor is a rebuild: what comes back with its plugin was published long ago.
    """

    name: str
    label: Label
    to: tuple[str, ...]
    react: Callable[[Change], None]


@dataclass(frozen=True, kw_only=True)
class MenuEntry(Point):
    """An entry in the editors' main menu; `address` builds its link, `permission` is who sees it (all who may log in, if empty)."""

    FALLBACKS = {"address": ""}

    name: str
    label: Label
    address: Callable[[], str]
    icon: str = "doc-empty"
    order: int = 500
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class SiteSettings(Point):
    """A Wagtail `BaseSiteSetting`: what editors set for each site."""

    model: type[Model]
    icon: str = "cog"


@dataclass(frozen=True, kw_only=True)
class Check(Point):
    """A system check; its messages stand in `manage.py check`, errors as warnings: no plugin keeps the worker from starting."""

    FALLBACKS = {"run": ()}

    name: str
    run: Callable[[], Iterable[CheckMessage]]


@dataclass(frozen=True, kw_only=True)
class Job(Point):
    """Work that the worker does again and again; one that fails is tried again, after a longer pause each time.

    A run that has not ended after `longest` is broken off by an exception in its midst, has failed, and another one begins. When the
    worker is told to end, a run has five seconds to come to its own. It leaves no transaction open.
    """

    name: str
    label: Label
    every: timedelta
    run: Callable[[], None]
    longest: timedelta = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class BeforeDelete(Point):
    """May refuse the deletion of things of the named types: `veto` says why, or nothing. If it fails, the deletion is refused."""

    name: str
    types: tuple[str, ...]
    veto: Callable[[Any], Label]


@dataclass(frozen=True, kw_only=True)
class FormPanel(Point):
    """A part of the plugin's own in the form of the named types of pages and records, at the end of the form's first tab.

    What editors write there are rows of `model`, which is the plugin's own: its `ParentalKey` leads to the model of the type (or to
    `wagtailcore.Page`, for pages of several types), and its `panels` are the fields. They are drafted, compared, copied and published
    with the page or record; `limit` is how many there may be. Where the plugin is disabled, missing or fails, forms are saved without
    the panel, and what is stored stays.
    """

    name: str
    label: Label
    types: tuple[str, ...]
    model: type[Model]
    limit: int = 100
    order: int = 500


@dataclass(frozen=True, kw_only=True)
class BeforeSave(Point):
    """May change or refuse what is about to be saved of the named types: in a form, as a draft too, and by code that validates it.

    `prepare` gets the page or record, and whether it is saved as a draft; it gives its fields new values (of the lines within it none),
    or raises Django's `ValidationError`, whose messages the editor reads. It is asked several times for one save, so that the same must
    come of the same. If it fails, everything is saved as it was written, and whoever saves is told which plugin failed.
    """

    name: str
    types: tuple[str, ...]
    prepare: Callable[[Any, bool], None]


@dataclass(frozen=True, kw_only=True)
class AfterSave(Point):
    """Is told, after the commit, what was saved of the named types, drafts too; `follow_up` gets the page or record as it was saved last.

    What is to happen when something becomes public is a `Reaction`, which is tried again until it succeeds: this is called once, and
    whoever saves waits for it; not even that if the process dies in that moment. If it fails, everything stays saved.
    """

    FALLBACKS = {"follow_up": None}

    name: str
    types: tuple[str, ...]
    follow_up: Callable[[Any], None]


REGIONS = ("head", "header", "footer", "article", "facts")
"""Where plugins may add to pages of the site: within `<head>`, at the end of header and footer, below the text of a page that is an
article (an event, a partner, news, …), and below its facts."""


def no_more(document: Any) -> Mapping[str, Any]:
    """Nothing: the template knows the document, and needs no more."""
    return {}


@dataclass(frozen=True, kw_only=True)
class PageRegion(Point):
    """A template that pages of the site show in one of the `REGIONS`, on pages of the named types, or on all if none is named.

    It gets the page's `document`, `page_context`, and what `context` gives for the document. While it fails, the page goes without.
    """

    FALLBACKS = {"context": {}}

    name: str
    region: str
    template: str
    types: tuple[str, ...] = ()
    context: Callable[[Any], Mapping[str, Any]] = no_more
    order: int = 500

    def __post_init__(self) -> None:
        """Raises `Invalid` for a region that there is not."""
        super().__post_init__()
        if self.region not in REGIONS:
            raise Invalid("PageRegion", "region", ", ".join(REGIONS), self.region)


@dataclass(frozen=True)
class Contributions:
    """All that one plugin gives, collected whole or not at all."""

    page_types: tuple[PageType, ...] = ()
    records: tuple[Record, ...] = ()
    blocks: tuple[Block, ...] = ()
    api_routes: tuple[ApiRoute, ...] = ()
    api_fields: tuple[ApiField, ...] = ()
    search_fields: tuple[SearchField, ...] = ()
    facets: tuple[Facet, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    importers: tuple[Importer, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    settings: tuple[SiteSettings, ...] = ()
    checks: tuple[Check, ...] = ()
    jobs: tuple[Job, ...] = ()
    before_delete: tuple[BeforeDelete, ...] = ()
    panels: tuple[FormPanel, ...] = ()
    before_save: tuple[BeforeSave, ...] = ()
    after_save: tuple[AfterSave, ...] = ()
    regions: tuple[PageRegion, ...] = ()
