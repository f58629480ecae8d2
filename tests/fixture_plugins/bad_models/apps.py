"""Its models cannot be imported."""

from cms.extend import Plugin


class BadModelsConfig(Plugin):
    """Its models cannot be imported."""

    name = "bad_models"
    label = "bad_models"
    slug = "bad_models"
    title = "Bad models"
    version = "1.0"
