"""The form of every page."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.admin.forms.pages import WagtailAdminPageForm

from blocks.block_choices import offer_at, refuse_hidden, stored_hidden
from cms.content.forms.inline_items import InlineItemFormSet
from cms.content.forms.plugin_panels import PluginPanelsForm
from cms.content.forms.questions import QuestionsForm
from cms.content.forms.saying import said_otherwise
from cms.content.inline_items import HasInlineItems, hold
from cms.content.sites import site_of
from cms.content.slugs import slugify_de


class PageForm(PluginPanelsForm, QuestionsForm, WagtailAdminPageForm):
    """Judges the page with its inline items, as a draft or for publication; leaves the slug to the title."""

    title_source = "title"
    """The field from which the title comes."""

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
        """Whether fields, inline items and the page as a whole are in order; what is wrong with any of them is known at once."""
        if not self.is_bound:
            return False
        self.validate_panels()
        fields_are_valid = super().is_valid()
        is_readable = self._lists_are_valid() and fields_are_valid
        page = self.save(commit=False) if is_readable else self._as_far_as_it_can_be_read()
        try:
            self._judge(page)
        except ObjectDoesNotExist:
            # Something is to be chosen first, as is said at its field.
            if is_readable:
                raise
        return not self.errors and self._lists_are_valid()

    def _lists_are_valid(self) -> bool:
        """Asks all of them: Wagtail would stop at the first that is not."""
        return False not in [formset.is_valid() for formset in self.formsets.values()]

    def _as_far_as_it_can_be_read(self) -> Any:
        """The page with those lines that are in order; of others, as they are stored."""
        for name, formset in self.formsets.items():
            if isinstance(formset, InlineItemFormSet):
                setattr(self.instance, name, formset.readable_items())
        return self.instance

    def _judge(self, page: Any) -> None:
        self.complete(page)
        errors = page.validation_errors(draft=self.is_deferred_validation)
        if not page.title and "title" in self.fields and self.title_source not in self.errors:
            # It may have held nothing that one could see.
            errors = {"title": self.fields["title"].error_messages["required"], **errors}
        for place, message in errors.items():
            if place not in self.errors:
                self.put(place, message)
        self.ask(page, draft=self.is_deferred_validation)

    def put(self, place: str, message: Any) -> None:
        """Says it at the field or the list."""
        if isinstance(formset := self.formsets.get(place), InlineItemFormSet):
            formset.add_error(message)
        else:
            super().put(place, message)

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """What the open form learns after it was saved by itself: Wagtail's, title and slug as they became, and dates as the desk writes them."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        for name in ("title", "slug"):
            value = getattr(self.instance, name)
            if name in self.fields and self.data.get(self.add_prefix(name)) != value:
                updates.append((self.add_prefix(name), value))
        for form in (self, *(line for formset in self.formsets.values() for line in formset.forms)):
            updates += said_otherwise(form)
        return updates

    def complete(self, page: Any) -> None:
        page.complete()


def follows(slug: str, title: str) -> bool:
    """Whether the slug was made from the title, with a number or without."""
    return not slug or re.fullmatch(re.escape(slugify_de(title)) + r"(-\d+)?", slug) is not None
