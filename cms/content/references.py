"""Whether what things refer to is there: one question for all of it, where Django asks one for each reference."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Value
from wagtail.models import ModelLogEntry, PageLogEntry

Reference = tuple[Any, Any]
"""A field, and the key in it."""

KNOWN = "_known_references"


class AskedOnce(models.Model):
    """A model that asks once whether all is there that it refers to."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Raises `ValidationError` for what is wrong with single fields."""
        super().clean_fields(_exclude(self, exclude))


def _exclude(thing: models.Model, exclude: Collection[str] | None) -> set[str]:
    """The fields that need not be looked at: these, and all references if nothing is missing.

    What nobody can choose is not asked for: it is there, or the database refuses it.
    """
    without = set(exclude or ())
    chosen = [(field, key) for field, key in own_references(thing) if field.name not in without]
    known = vars(thing).get(KNOWN, {})
    unknown = [(field, key) for field, key in chosen if field.editable and known.get(field.name) != key]
    return without | {field.name for field, _key in chosen} if are_there(unknown, "_base_manager") else without


def note_known(thing: models.Model, chosen: Mapping[str, Any] | None = None) -> None:
    """Takes down that what was chosen, by field, is there; otherwise that all is there that the thing refers to now."""
    if chosen is None:
        known = {field.name: key for field, key in own_references(thing)}
    else:
        known = {name: value.pk for name, value in chosen.items() if isinstance(value, models.Model)}
    vars(thing)[KNOWN] = known


def own_references(thing: models.Model) -> Iterator[Reference]:
    """What the thing itself refers to without further conditions."""
    fields: Iterable[Any] = thing._meta.concrete_fields
    for field in fields:
        plain = field.many_to_one and not field.remote_field.limit_choices_to and not field.validators
        key = getattr(thing, field.attname) if plain else None
        if key is not None and field.target_field.to_python(key) == key:
            yield field, key


def are_there(references: Iterable[Reference], manager: str) -> bool:
    """Whether all is there that these fields refer to."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for field, key in references:
        wanted[field.remote_field.model, field.remote_field.field_name].add(key)
    things = [
        getattr(target, manager).filter(**{f"{name}__in": keys}).order_by().values_list(Value(number))
        for number, ((target, name), keys) in enumerate(wanted.items())
    ]
    found = Counter(number for (number,) in things[0].union(*things[1:], all=True)) if things else Counter[int]()
    return all(found[number] == len(keys) for number, keys in enumerate(wanted.values()))


def connect() -> None:
    """Lets Wagtail's log, of which each publication writes two lines, ask once, too; repeating it does no harm."""
    for model in (PageLogEntry, ModelLogEntry):
        model.clean_fields = _clean_line


def _clean_line(line: models.Model, exclude: Collection[str] | None = None) -> None:
    models.Model.clean_fields(line, _exclude(line, exclude))
