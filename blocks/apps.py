"""The vocabulary of structured text."""

import cms
from cms.extend import Plugin


class BlocksConfig(Plugin):
    """The vocabulary of structured text."""

    name = "blocks"
    label = "blocks"
    slug = "blocks"
    title = "Blocks"
    version = cms.__version__
