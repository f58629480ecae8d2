"""Keeps unprintable characters out of all that people type in, whichever way it is stored."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import pre_save
from wagtail.fields import StreamField

from cms.public.characters import printable, printable_block, printable_values

WRITTEN_BY_THE_HOUSE = frozenset(
    ("axes", "contenttypes", "django_tasks_database", "extend", "publishing", "search", "sessions", "wagtailsearch")
)
"""Apps whose tables nobody types into: what they hold of people's text was clean before."""


class CleanText(models.Model):
    """A model whose text is cleaned before it is validated, so that a name of nothing but control characters counts as missing."""

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Raises `ValidationError` for what is wrong with the cleaned text."""
        clean_characters(self)
        super().full_clean(*args, **kwargs)


def clean_characters(thing: models.Model) -> None:
    """Makes all text of the thing printable, and composes it (NFC): „ü“ is one character and found as such (T18)."""
    for field in thing._meta.concrete_fields:
        value = thing.__dict__.get(field.attname)
        if value and (cleaned := _cleaned(field, value)) is not value:
            setattr(thing, field.attname, cleaned)


def _cleaned(field: Any, value: Any) -> Any:
    """The value, itself if nothing is wrong with it."""
    if isinstance(field, StreamField):
        stored = field.get_prep_value(value)
        cleaned = printable_block(field.stream_block, stored)
        return value if cleaned == stored else field.to_python(cleaned)
    if isinstance(field, models.JSONField):
        cleaned = printable_values(value)
        return value if cleaned == value else cleaned
    if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
        cleaned = printable(value, lines=isinstance(field, models.TextField))
        return value if cleaned == value else cleaned
    return value


def before_saving(sender: type[models.Model], instance: models.Model, *, raw: bool = False, **kwargs: Any) -> None:
    """Something is about to be stored: by a form, an importer, a plugin or a script."""
    if sender._meta.app_label not in WRITTEN_BY_THE_HOUSE:
        clean_characters(instance)


def connect() -> None:
    """Cleans before each validation and each save; repeating it does no harm."""
    pre_save.connect(before_saving, dispatch_uid="cms.content.characters")
    for model in apps.get_models():
        if model._meta.app_label not in WRITTEN_BY_THE_HOUSE and not issubclass(model, CleanText):
            _clean_before_validating(model)


def _clean_before_validating(model: type[models.Model]) -> None:
    """Lets a model that is not of our making do what `CleanText` does."""
    validate = model.full_clean
    if hasattr(validate, "cleans"):
        return

    @wraps(validate)
    def full_clean(self: models.Model, *args: Any, **kwargs: Any) -> None:
        clean_characters(self)
        validate(self, *args, **kwargs)

    full_clean.cleans = True  # type: ignore[attr-defined]
    model.full_clean = full_clean  # type: ignore[method-assign]
