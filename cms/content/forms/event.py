"""The form of an event: headline and address follow theme, format and city until someone writes their own."""

from __future__ import annotations

from typing import Any

from cms.content.forms.page import PageForm, follows


class EventForm(PageForm):
    """Lets the headline empty be composed, and composes it again as long as nobody has changed it."""

    title_source = "theme"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        self.fields["title"].required = False
        self.fields["theme"].required = True
        self.composed_title = page.title if page.title and page.title == page.composed_headline() else ""
        self.slug_follows = not page.live and follows(page.slug, page.title)

    def complete(self, page: Any) -> None:
        """Composes the headline, if it is empty or still the composed one, and the slug with it."""
        slug = page.slug
        if page.title in ("", self.composed_title):
            if self.slug_follows and slug == (self.initial.get("slug") or ""):
                page.slug = ""
            page.title = ""
        super().complete(page)
        if not self.is_deferred_validation:
            page.note_changes()
