"""Two kinds of rules: what contradicts itself is refused always, what is only missing when a thing is published (V18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable

from cms.content.characters import CleanText
from cms.content.image_uses import image_errors
from cms.content.questions import Question
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

    def questions(self) -> list[Question]:
        """What is unusual and may be right: a form asks about it, and nobody else does."""
        return []

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

    once: tuple[str, ...] = ()
    """The fields in which no two inline items of a published list are alike; those that say of what it is stand first."""

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ("sort_order", "pk")


def repetitions(items: Iterable[InlineItem]) -> Iterator[tuple[InlineItem, Errors]]:
    """Those of a list that say again what one before them says, each with that as an error."""
    known = set()
    for item in items:
        stored = {field.name: field.attname for field in item._meta.concrete_fields}
        values = {name: getattr(item, stored[name]) for name in item.once}
        said = tuple(value.casefold() if isinstance(value, str) else value for value in values.values())
        if said and said in known:
            place = next((name for name, value in values.items() if value), item.once[0])
            yield item, {place: _("“%(entry)s” stands here twice; remove one of the two.") % {"entry": item}}
        known.add(said)


def inline_lists_of(page: models.Model) -> Iterator[list[InlineItem]]:
    """The inline items of each list of the page."""
    for relation in get_all_child_relations(type(page)):
        if issubclass(relation.related_model, InlineItem):
            yield list(getattr(page, relation.get_accessor_name()).all())


def inline_errors(page: models.Model, *, draft: bool) -> Errors:
    """What is wrong with the inline items of the page, as messages that belong to no field of it and say where: „Termin 2: …“."""
    messages = []
    for items in inline_lists_of(page):
        repeated = {} if draft else {id(item): errors for item, errors in repetitions(items)}
        for number, item in enumerate(items, start=1):
            errors = {**repeated.get(id(item), {}), **item.validation_errors(draft=draft)}
            where = f"{capfirst(str(item._meta.verbose_name))} {number}"
            messages += [f"{where}: {message}" for message in errors.values()]
    return {NON_FIELD_ERRORS: messages} if messages else {}
