"""Pages of a missing plugin: parked as `DormantPage` while its code is away, given back as they were when it is there again."""

from cms.content.parking.leaving import park
from cms.content.parking.missing import (
    Unreachable,
    has_parked,
    is_missing,
    missing_types,
    orphans,
    plugin_of,
    unreachable,
)
from cms.content.parking.removing import bring_back, remove
from cms.content.parking.returning import restore
from cms.content.parking.settling import is_unsettled, settle
from cms.content.parking.signals import (
    Parked,
    content_purged,
    pages_parked,
    plugin_forgotten,
    plugins_settled,
    streams_rewritten,
)

__all__ = [
    "Parked",
    "Unreachable",
    "bring_back",
    "content_purged",
    "has_parked",
    "is_missing",
    "is_unsettled",
    "missing_types",
    "orphans",
    "pages_parked",
    "park",
    "plugin_forgotten",
    "plugin_of",
    "plugins_settled",
    "remove",
    "restore",
    "settle",
    "streams_rewritten",
    "unreachable",
]
