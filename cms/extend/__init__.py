"""The plugin kernel: everything that a plugin may import from Litfass' own contract."""

from cms.extend.identity import public_id
from cms.extend.plugin import CONTRACT, Plugin
from cms.extend.points import (
    ApiField,
    ApiRoute,
    Block,
    Facet,
    FacetValue,
    PageType,
    Passage,
    PublicType,
    Record,
    SearchField,
    Window,
)
from cms.extend.registry import Registry, registry

__all__ = [
    "CONTRACT",
    "ApiField",
    "ApiRoute",
    "Block",
    "Facet",
    "FacetValue",
    "PageType",
    "Passage",
    "Plugin",
    "PublicType",
    "Record",
    "Registry",
    "SearchField",
    "Window",
    "public_id",
    "registry",
]
