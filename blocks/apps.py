"""The vocabulary of structured text."""

from collections.abc import Iterable

from django.core.checks import register

import cms
from cms.extend import Block, Plugin


class BlocksConfig(Plugin):
    """The vocabulary of structured text."""

    name = "blocks"
    label = "blocks"
    slug = "blocks"
    title = "Blocks"
    version = cms.__version__

    def ready(self) -> None:
        from blocks.checks import check_blocks, check_durability, check_images, check_rich_text, check_streams

        register(check_blocks)
        register(check_durability)
        register(check_images)
        register(check_rich_text)
        register(check_streams)

    def blocks(self) -> Iterable[Block]:
        from blocks.vocabulary import vocabulary

        return vocabulary()
