"""Imports models while Django still loads apps."""

from cms.content.models import BasePage
from cms.extend import Plugin


class EarlyModelsConfig(Plugin):
    """Names a model where none can be imported."""

    name = "early_models"
    label = "early_models"
    slug = "early_models"
    title = "Early models"
    version = "1.0"
    base = BasePage
