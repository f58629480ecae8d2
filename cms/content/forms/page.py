"""The form of every page."""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.forms.pages import WagtailAdminPageForm

from blocks.block_choices import offer_at, refuse_hidden, stored_hidden
from cms.content.forms.plugin_panels import PluginPanelsForm
from cms.content.inline_items import HasInlineItems, hold
from cms.content.sites import site_of
from cms.content.slugs import slugify_de


class PageForm(PluginPanelsForm, WagtailAdminPageForm):
    """Judges the page once it has its inline items, as a draft or for publication; leaves the slug to the title."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and isinstance(page := kwargs.get("instance"), HasInlineItems):
            # Everybody who looks at what was sent asks for the lines.
            hold(page)
        super().__init__(data, *args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        offer_at(site_of(self.parent_page or self.instance), self)
        self.stored_hidden = stored_hidden(self)
        self.withhold_panels(self.parent_page)

    def clean(self) -> Any:
        """The cleaned values; refuses new blocks of plugins that are disabled for the site."""
        cleaned = super().clean()
        refuse_hidden(self, self.stored_hidden)
        return cleaned

    def _post_clean(self) -> None:
        self.instance.in_form = True
        try:
            super()._post_clean()
        finally:
            self.instance.in_form = False

    def is_valid(self) -> bool:
        """Whether fields, inline items and the page as a whole are in order."""
        self.validate_panels()
        return bool(super().is_valid()) and self._judge()

    def _judge(self) -> bool:
        page = self.save(commit=False)
        self.complete(page)
        for field, message in page.validation_errors(draft=self.is_deferred_validation).items():
            self.add_error(field if field in self.fields else None, message)
        if not page.title and "title" in self.fields:
            # It may have held nothing that one could see.
            self.add_error("title", self.fields["title"].error_messages["required"])
        return not self.errors

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """What the open form learns after it was saved by itself: Wagtail's, and title and slug as they became."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        for name in ("title", "slug"):
            value = getattr(self.instance, name)
            if name in self.fields and self.data.get(self.add_prefix(name)) != value:
                updates.append((self.add_prefix(name), value))
        return updates

    def complete(self, page: Any) -> None:
        page.complete()


def follows(slug: str, title: str) -> bool:
    """Whether the slug was made from the title, with a number or without."""
    return not slug or re.fullmatch(re.escape(slugify_de(title)) + r"(-\d+)?", slug) is not None
