"""The plugin kernel: everything that a plugin may import from Litfass' own contract."""

from cms.extend.activation_cache import is_enabled
from cms.extend.guard import PointFailed
from cms.extend.identity import public_id
from cms.extend.plugin import CONTRACT, Plugin
from cms.extend.points import (
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
    PublicType,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
    Trigger,
)
from cms.extend.registry import Registry, registry
from cms.extend.values import Change, Export, Exported, FacetValue, Import, Imported, Occurrence, Passage, Window
from cms.extend.views import of_plugin

__all__ = [
    "CONTRACT",
    "AfterSave",
    "ApiField",
    "ApiRoute",
    "BeforeDelete",
    "BeforeSave",
    "Block",
    "Change",
    "Check",
    "Export",
    "Exported",
    "Exporter",
    "Facet",
    "FacetValue",
    "FormPanel",
    "Import",
    "Imported",
    "Importer",
    "Job",
    "MenuEntry",
    "Occurrence",
    "PageRegion",
    "PageType",
    "Passage",
    "Plugin",
    "PointFailed",
    "PublicType",
    "Reaction",
    "Record",
    "Registry",
    "SearchField",
    "SiteSettings",
    "Trigger",
    "Window",
    "is_enabled",
    "of_plugin",
    "public_id",
    "registry",
]
