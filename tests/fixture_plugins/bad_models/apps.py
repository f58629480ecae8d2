"""Its models cannot be imported, which stops Django."""

from cms.extend import Plugin


class BadModelsConfig(Plugin):
    """Its models cannot be imported, which stops Django."""

    name = "bad_models"
    label = "bad_models"
    slug = "bad_models"
    title = "Bad models"
    version = "1.0"
