"""Needs the plugin that stops Django, and goes with it."""

from cms.extend import Plugin


class NeedsBadModelsConfig(Plugin):
    """Needs the plugin that stops Django, and goes with it."""

    name = "needs_bad_models"
    label = "needs_bad_models"
    slug = "needs_bad_models"
    title = "Needs bad models"
    version = "1.0"
    requires = ("bad_models",)
