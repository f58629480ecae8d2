"""One of its points fails at the start."""

from __future__ import annotations

from collections.abc import Iterable

from cms.extend import Block, Facet, FacetValue, Plugin


class BadPointConfig(Plugin):
    """Gives a facet, and fails to give its blocks: neither is taken."""

    name = "bad_point"
    label = "bad_point"
    slug = "bad_point"
    title = "Bad point"
    version = "1.0"
    enabled_by_default = True

    def facets(self) -> Iterable[Facet]:
        """A facet that works."""
        yield Facet(name="bad_point_x", label="X", types=("page",), values=lambda page: (FacetValue("x", "X"),))

    def blocks(self) -> Iterable[Block]:
        """Nothing, but an error."""
        raise ValueError("Die Bausteine fehlen")
