"""Which blocks an editor is offered: not those of plugins that are disabled for the site; stored ones stay editable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.forms import BaseForm
from wagtail.blocks.base import BlockWidget

from cms.extend import is_enabled, registry

_site: ContextVar[int | None] = ContextVar("blocks_offered_at", default=None)


def withheld() -> list[str]:
    """Names of the blocks that nobody may add where blocks are just being packed for an editor."""
    return sorted(block.name for block in registry().blocks if not is_enabled(block.plugin, _site.get()))


@contextmanager
def offering_at(site: int | None) -> Iterator[None]:
    """Packs blocks inside for editors of the Wagtail site; None stands for all sites together."""
    token = _site.set(site)
    try:
        yield
    finally:
        _site.reset(token)


class OfferingWidget(BlockWidget):
    """The blocks in the editor, packed for the site to which the form belongs."""

    site: int | None = None

    def _build_block_json(self) -> None:
        # Nested streams are packed along with this one, and learn of the site in no other way.
        with offering_at(self.site):
            super()._build_block_json()


def offer_at(site: int | None, form: BaseForm) -> None:
    """Lets the form's streams offer what is enabled for the site."""
    for field in form.fields.values():
        if isinstance(field.widget, OfferingWidget):
            field.widget.site = site
