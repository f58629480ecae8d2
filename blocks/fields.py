"""Stream fields whose blocks come from the registry."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from blocks.durable import DurableStreamBlock
from cms.extend import registry


class ComposedStreamField(StreamField):
    """A stream of all blocks that the registry offers for the named stream.

    The set is composed on first use, once all apps are loaded, and stands in no migration.
    """

    def __init__(self, stream: str = "body", **kwargs: Any) -> None:
        self.stream = stream
        super().__init__(kwargs.pop("block_types", []), **kwargs)

    @cached_property
    def stream_block(self) -> StreamBlock:
        """The durable stream block over the registry's blocks."""
        blocks = [(block.name, block.block()) for block in registry().blocks_for(self.stream)]
        stream = DurableStreamBlock(blocks, required=not self.blank)
        stream.set_meta_options(self.block_opts)
        return stream

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks, so that plugins never change a migration."""
        name, path, _, kwargs = super(StreamField, self).deconstruct()
        return name, path, [self.stream], kwargs
