"""The value of a durable stream: a stored block that cannot be read costs its own place, and is kept."""

from __future__ import annotations

import logging
from typing import Any

from wagtail.blocks import Block, StreamValue

from blocks.unavailable import UNAVAILABLE
from blocks.versions import contributed, tell
from cms.extend import guard

log = logging.getLogger(__name__)


class DurableStreamValue(StreamValue):
    """A stream as it is stored, of which each block is read when somebody asks for it."""

    def _prefetch_blocks(self, type_name: str) -> None:
        block = self.stream_block.child_blocks[type_name]
        try:
            guard.in_time(super()._prefetch_blocks, type_name)
        except Exception:
            if contributed(block) is None or guard.is_strict():
                raise
            for index, item in enumerate(self._raw_data):
                if self._bound_blocks[index] is None and item["type"] == type_name:
                    self._bound_blocks[index] = self._read(block, item)

    def _read(self, block: Block, item: Any) -> StreamValue.StreamChild:
        """The block, read by itself; a stand-in if that fails."""
        try:
            (value,) = guard.in_time(block.bulk_to_python, [item["value"]])
        except Exception as error:  # noqa: BLE001 - whatever a plugin's block raises must not cost the others
            if given := contributed(block):
                tell(given, str(item.get("id")), repr(error))
            block, value = self.stream_block.child_blocks[UNAVAILABLE], dict(item)
        return StreamValue.StreamChild(block, value, id=item.get("id"))

    def get_prep_value(self) -> list[Any]:
        """What is stored; of a block that can no longer say it, what was stored before."""
        for index, child in enumerate(self._bound_blocks):
            if child and self._raw_data[index] is not None and contributed(child.block):
                try:
                    guard.in_time(child.get_prep_value)
                except Exception:
                    if guard.is_strict():
                        raise
                    log.exception("A block %s cannot say what is to be stored; it stays as it is.", child.block_type)
                    self._bound_blocks[index] = None
        return list(super().get_prep_value())
