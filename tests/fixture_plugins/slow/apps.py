"""Its block takes its time."""

from __future__ import annotations

from collections.abc import Iterable

from cms.extend import Block, Plugin


class SlowConfig(Plugin):
    """Gives a block that takes longer than the guard allows."""

    name = "slow"
    label = "slow"
    slug = "slow"
    title = "Slow"
    version = "1.0"
    enabled_by_default = True

    def blocks(self) -> Iterable[Block]:
        """A slow block."""
        from .box import Slow, SlowValue

        yield Block(name="slow_box", block=Slow, schema=SlowValue)
