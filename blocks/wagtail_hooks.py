"""What the blocks tell Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from blocks.linking import PublicPageLinkHandler


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def link_to_published_pages(features: Any) -> None:
    """Lets links in rich text lead to published pages only."""
    features.register_link_type(PublicPageLinkHandler)
