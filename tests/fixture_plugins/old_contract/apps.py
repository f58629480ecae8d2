"""Speaks a contract of long ago."""

from cms.extend import Plugin


class OldContractConfig(Plugin):
    """Speaks a contract of long ago."""

    name = "old_contract"
    label = "old_contract"
    slug = "old_contract"
    title = "Old contract"
    version = "1.0"
    cms_api = 0
