"""Needs a plugin that is not there."""

from cms.extend import Plugin


class NeedsMissingConfig(Plugin):
    """Needs a plugin that is not there."""

    name = "needs_missing"
    label = "needs_missing"
    slug = "needs_missing"
    title = "Needs missing"
    version = "1.0"
    requires = ("stadtarchiv",)
