"""The delivery API for partners."""

import cms
from cms.extend import Plugin


class ApiConfig(Plugin):
    """The delivery API for partners."""

    name = "cms.api"
    label = "api"
    slug = "api"
    title = "Delivery API"
    version = cms.__version__
