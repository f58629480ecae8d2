"""What the blocks tell Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from blocks.link_handlers import PublicDocumentLinkHandler, PublicPageLinkHandler


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def link_to_what_is_public(features: Any) -> None:
    """Lets links in rich text lead to pages and files only that everyone may see."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)
