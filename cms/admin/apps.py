"""The editors' surface."""

import cms
from cms.extend import Plugin


class DeskConfig(Plugin):
    """The editors' surface."""

    name = "cms.admin"
    label = "desk"
    slug = "desk"
    title = "Desk"
    version = cms.__version__
