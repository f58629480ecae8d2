"""What a new plugin can begin with, one part for each point of the contract."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part: its option, the name that `apps.py` imports for it, its model (a template of the class's name), and what it needs."""

    name: str
    title: str
    descriptor: str = ""
    model: str = ""
    module: str = ""
    needs: tuple[str, ...] = ()


PARTS = (
    Part(name="page", title="a page type", descriptor="PageType", model="${name}Page", module="page"),
    Part(name="record", title="a record", descriptor="Record", model="${name}Entry", module="entry"),
    Part(name="block", title="a block", descriptor="Block"),
    Part(name="api", title="a route of the API", descriptor="ApiRoute"),
    Part(name="field", title="a field in documents", descriptor="ApiField"),
    Part(name="search", title="text for the search", descriptor="SearchField"),
    Part(name="facet", title="a facet", descriptor="Facet"),
    Part(name="exporter", title="an exporter, which is a feed too", descriptor="Exporter"),
    Part(name="importer", title="an importer", descriptor="Importer"),
    Part(name="happening", title="a happening", descriptor="Happening"),
    Part(name="reaction", title="a reaction", descriptor="Reaction", needs=("happening",)),
    Part(name="menu", title="an entry in the editors' menu", descriptor="MenuEntry"),
    Part(
        name="settings",
        title="settings for each site",
        descriptor="SiteSettings",
        model="${name}Settings",
        module="settings",
    ),
    Part(name="check", title="a system check", descriptor="Check"),
    Part(name="job", title="a job of the worker", descriptor="Job"),
    Part(name="veto", title="a veto against deletion", descriptor="BeforeDelete"),
    Part(name="panel", title="a panel in forms", descriptor="FormPanel", model="${name}Note", module="note"),
    Part(name="before-save", title="what changes or refuses before a save", descriptor="BeforeSave"),
    Part(name="after-save", title="what is told after a save", descriptor="AfterSave"),
    Part(name="switch", title="what is done when it is enabled and disabled"),
)


def chosen(names: Collection[str]) -> list[Part]:
    """The named parts and those that they need, in the order of the contract."""
    wanted = {*names, *(need for part in PARTS if part.name in names for need in part.needs)}
    return [part for part in PARTS if part.name in wanted]
