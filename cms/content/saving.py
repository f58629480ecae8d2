"""Asks plugins before something is saved, and tells them afterwards; what they do wrong never keeps anything from being saved."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models.signals import post_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.content.sites import site_of
from cms.extend import AfterSave, BeforeSave, is_enabled, registry
from cms.extend.guard import Guarded, at_once, noticing
from cms.extend.telling import shown
from cms.extend.transactions import wanted_after_commit

Errors = dict[str, list[str]]

KEPT = frozenset({"path", "depth", "numchild", "content_type", "owner", "uuid", "translation_key"})
"""Fields by which the house tells things apart; others that nobody may change are not editable, or keys."""


def prepare(thing: Any, *, draft: bool) -> Errors:
    """Lets the plugins change what is about to be saved, as a draft or to be public; gives what they refuse, by field."""
    refused: Errors = {}
    for point in _enabled(thing, "before_save"):
        ask = Guarded(point.plugin, f"before_save.{point.name}.prepare", partial(_asked, point, thing, draft), None)
        answer = ask()
        if answer is None:
            failing(thing).add(point.plugin)
            continue
        changes, errors = answer
        for name, value in changes.items():
            setattr(thing, name, value)
        for name, messages in errors.items():
            refused.setdefault(name, []).extend(messages)
    return refused


def failing(thing: Any) -> set[str]:
    """The slugs of the plugins that failed while this page or record was saved, for whoever tells its editor."""
    found: set[str] = thing.__dict__.setdefault("_failing_plugins", set())
    return found


def _enabled(thing: Any, point: str) -> Iterator[Any]:
    """What plugins give for the type of the thing, as far as they are enabled for its site."""
    public = registry().type_of(type(thing))
    found = getattr(registry(), point)(public.name) if public else ()
    site = _site_of(thing) if found else None
    yield from (each for each in found if is_enabled(each.plugin, site))


def _site_of(thing: Any) -> int | None:
    if not isinstance(thing, Page):
        return None
    # What is new stands nowhere yet.
    parent = None if thing.path else getattr(thing, "_cached_parent_obj", None)
    return site_of(parent or thing)


def _asked(point: BeforeSave, thing: Any, draft: bool) -> tuple[Mapping[str, Any], Errors]:  # noqa: FBT001 - as the point has it
    """The new values of fields, and what is refused; the plugin works on a copy, so that nothing is left of one that fails."""
    twin = _twin(thing)
    ask: Any = point.prepare
    try:
        if (given := at_once(ask(twin, draft))) is not None:
            raise TypeError(f"it gives {shown(given)}; let it change the fields, or raise ValidationError")
    except ValidationError as refusal:
        return {}, _messages(thing, refusal)
    return dict(_changes(thing, twin)), {}


def _twin(thing: Any) -> Any:
    twin = copy.copy(thing)
    for field in thing._meta.concrete_fields:
        if isinstance(field, StreamField):
            setattr(twin, field.attname, field.to_python(field.get_prep_value(getattr(thing, field.attname))))
        elif isinstance(field, models.JSONField):
            setattr(twin, field.attname, copy.deepcopy(getattr(thing, field.attname)))
    if lines := thing.__dict__.get("_cluster_related_objects"):
        vars(twin)["_cluster_related_objects"] = {name: list(map(copy.copy, some)) for name, some in lines.items()}
    return twin


def _changes(thing: Any, twin: Any) -> Iterator[tuple[str, Any]]:
    """The fields that have another value in the twin; raises for one that may not be changed, or has no such value."""
    for field in thing._meta.concrete_fields:
        before, after = getattr(thing, field.attname), getattr(twin, field.attname)
        if isinstance(field, StreamField):
            stored = field.get_prep_value(after)
            if stored != field.get_prep_value(before):
                yield field.attname, field.to_python(stored)
        elif before != after:
            if field.primary_key or not field.editable or field.name in KEPT:
                raise TypeError(f"it changes {field.name}, which is not for it to change")
            yield field.attname, _valid(field, after, twin)


def _valid(field: Any, value: Any, twin: Any) -> Any:
    """The value as the field has it; raises for any that it cannot have."""
    if isinstance(field, models.CharField | models.TextField) and not field.null:
        # Forms ask for this; the field itself would store anything.
        if not isinstance(value, str):
            raise TypeError(f"it gives {field.name} as {shown(value)}, which is no text")
        MaxLengthValidator(field.max_length or len(value))(value)
    return value if field.blank and value in field.empty_values else field.clean(value, twin)


def _messages(thing: Any, refusal: ValidationError) -> Errors:
    """What is refused, in words, by fields that there are."""
    if not hasattr(refusal, "error_dict"):
        return {NON_FIELD_ERRORS: list(map(str, refusal.messages))}
    found: Errors = {}
    for name, messages in refusal.message_dict.items():
        found.setdefault(name if _has_field(thing, name) else NON_FIELD_ERRORS, []).extend(map(str, messages))
    return found


def _has_field(thing: Any, name: str) -> bool:
    try:
        return bool(thing._meta.get_field(name))
    except FieldDoesNotExist:
        return False


@dataclass(frozen=True)
class Saved:
    """Tells plugins after the commit that a page or record was saved; equal ones are told once."""

    model: type[models.Model]
    key: Any
    instance: Any = dataclasses.field(compare=False, repr=False)
    """The one that was saved, which learns who failed."""

    def tell(self) -> None:
        """Follows up what is stored now."""
        thing: Any = self.model._base_manager.filter(pk=self.key).first()
        if thing is not None and hasattr(thing, "get_latest_revision_as_object"):
            thing = thing.get_latest_revision_as_object()
        points: Iterator[AfterSave] = _enabled(thing, "after_save") if thing is not None else iter(())
        for point in points:
            with noticing() as lacking:
                point.follow_up(thing)
            if lacking:
                failing(self.instance).add(point.plugin)


def on_saving(sender: type[models.Model], instance: Any, *, raw: bool = False, **kwargs: Any) -> None:
    """Something was saved, or a version of it."""
    if raw:
        return
    model, key = type(instance), instance.pk
    if not registry().has_after_save:
        return
    if isinstance(instance, Revision):
        found = instance.content_type.model_class()
        if found is None:
            return
        model, key, instance = found, instance.object_id, instance.content_object
    public = registry().type_of(model)
    if public is None or not registry().after_save(public.name):
        return
    told = Saved(model, model._meta.pk.to_python(key), instance)
    if told not in [getattr(each, "__self__", None) for each in wanted_after_commit()]:
        transaction.on_commit(told.tell, robust=True)


def connect() -> None:
    """Listens to whatever is saved of public types; repeating it does no harm."""
    post_save.connect(on_saving, sender=Revision, dispatch_uid="content.saving.revisions")
    for public in registry().public_types.values():
        post_save.connect(on_saving, sender=public.model, dispatch_uid=f"content.saving.{public.model._meta.label}")
