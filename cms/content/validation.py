"""Two kinds of rules: what contradicts itself is refused always, what is only missing when a thing is published (V18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable

from cms.content.characters import CleanText
from cms.content.image_uses import image_errors
from cms.content.references import AskedOnce

Errors = Mapping[str, Any]
"""Messages by field."""


class Validated(AskedOnce, CleanText):
    """A model whose rules know drafts; `clean` applies those that hold in its present state."""

    as_draft = False
    """Set by forms while they save a draft."""

    class Meta:
        abstract = True

    def integrity_errors(self) -> Errors:
        """What not even a draft may hold."""
        return {}

    def publishing_errors(self) -> Errors:
        """What is missing or wrong for publication."""
        return {}

    def validation_errors(self, *, draft: bool) -> Errors:
        images = image_errors(self, draft=draft)
        return {**images, **({} if draft else self.publishing_errors()), **self.integrity_errors()}

    def clean(self) -> None:
        """Raises `ValidationError` with all that is wrong."""
        super().clean()
        if errors := self.validation_errors(draft=self.as_draft):
            raise ValidationError(dict(errors))


class InlineItem(Validated, Orderable):
    """An inline item of a list within a page, e.g. a date or a contribution; inline items that code adds without a number keep their order."""

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ("sort_order", "pk")


def inline_items_of(page: models.Model) -> Iterator[tuple[str, InlineItem]]:
    """The inline items of all lists of the page, each with words for where it stands, e.g. „Termin 2“."""
    for relation in get_all_child_relations(type(page)):
        if issubclass(relation.related_model, InlineItem):
            for number, item in enumerate(getattr(page, relation.get_accessor_name()).all(), start=1):
                yield f"{capfirst(str(item._meta.verbose_name))} {number}", item


def inline_errors(page: models.Model, *, draft: bool) -> Errors:
    """What is wrong with the inline items of the page, as messages that belong to no field of it."""
    messages = [
        f"{where}: {message}"
        for where, item in inline_items_of(page)
        for message in item.validation_errors(draft=draft).values()
    ]
    return {NON_FIELD_ERRORS: messages} if messages else {}
