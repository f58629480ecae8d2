"""Its block cannot be rendered."""

from __future__ import annotations

from collections.abc import Iterable

from cms.extend import ApiField, Block, Plugin


class BadRenderConfig(Plugin):
    """Gives a block and a field that fail whenever they are asked."""

    name = "bad_render"
    label = "bad_render"
    slug = "bad_render"
    title = "Bad render"
    version = "1.0"
    enabled_by_default = True

    def blocks(self) -> Iterable[Block]:
        """A block that fails."""
        from .box import Broken, BrokenValue

        yield Block(name="bad_render_box", block=Broken, schema=BrokenValue)

    def api_fields(self) -> Iterable[ApiField]:
        """A field that fails."""
        from .box import fail

        yield ApiField(name="bad_render_field", types=("page",), annotation=str, value=fail)
