"""Stores the inline items of a page or record together, since each by itself would cost a handful of queries and write all references anew."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import post_save, pre_save
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME as COMMENTS
from wagtail.models import ReferenceIndex

from cms.content.form_panels import guarded, panels_of
from cms.content.references import are_there, note_known
from cms.extend import guard
from cms.extend.interrupts import Interrupted
from cms.extend.telling import told

log = logging.getLogger(__name__)

Data = Mapping[str, Any]
"""A page or record as its revisions hold it."""


class HasInlineItems(ClusterableModel):
    """A model with lists of inline items: what they cost when it is saved and read from a revision does not grow with their number."""

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Stores the thing itself and then its inline items; those of a partial save are left to who named them."""
        written = kwargs.get("update_fields")
        with _references_noted_once(self, written):
            super().save_base(*args, **kwargs)
            if not kwargs.get("raw") and written is None:
                store_inline_items(self)

    @classmethod
    def from_serializable_data(cls, data: Data, *args: Any, **kwargs: Any) -> Any:
        """The thing with these data, without what refers to nothing any more."""
        # Each inline item by itself would be asked whether what it refers to is there; the answer is nearly always yes, for all of them.
        unasked = {} if args or kwargs or not _all_there(cls, data) else {"check_fks": False}
        own = super().from_serializable_data
        try:
            thing = own(data, *args, **kwargs, **unasked)
            if thing is not None:
                note_known(thing)
            return thing
        except BaseException as error:
            without = {name: value for name, value in data.items() if name not in (names := dict(panels_of(cls)))}
            if isinstance(error, Interrupted) or len(without) == len(data) or guard.is_strict():
                raise
            # Perhaps a plugin cannot read what it stored itself; then what is stored of it now stands there.
            thing = own(without, *args, **kwargs, **unasked)
            _note_unreadable(cls, names, error)
            return thing

    def serializable_data(self) -> dict[str, Any]:
        """The thing as a revision holds it; rows of plugins that cannot be read now, as the last revision has them."""
        try:
            return dict(super().serializable_data())
        except BaseException as error:
            if isinstance(error, Interrupted) or guard.is_strict() or not (own := dict(panels_of(type(self)))):
                raise
            known = self._without_rows_of(own, error)
            last = getattr(self, "latest_revision", None)
            before = last.content if last else {}
            return {
                name: before.get(name) if name in own else value
                for name, value in known.items()
                if name not in own or name in before
            }

    def _without_rows_of(self, own: Mapping[str, Any], error: BaseException) -> dict[str, Any]:
        _note_unreadable(type(self), own, error)
        pending: dict[str, list[Any]] = self.__dict__.setdefault("_cluster_related_objects", {})
        held = {name: pending.pop(name) for name in own if name in pending}
        pending.update({name: [] for name in own})
        try:
            return dict(super().serializable_data())
        finally:
            for name in own:
                del pending[name]
            pending.update(held)


def _note_unreadable(model: type[models.Model], own: Mapping[str, Any], error: BaseException) -> None:
    log.error("Rows of plugins in a %s cannot be read.", model.__name__, exc_info=error)
    for panel in own.values():
        guard.failed(panel.plugin, f"panels.{panel.name}.read", told(error))


@transaction.atomic(savepoint=False)
def store_inline_items(owner: HasInlineItems) -> None:
    """Brings the stored inline items to what the owner holds in memory, and what it refers to into the index, once for all of them."""
    pending: dict[str, list[Any]] = getattr(owner, "_cluster_related_objects", {})
    names = {each.get_accessor_name(): each for each in get_all_child_relations(type(owner))}
    of_plugins = {name: panel for name, panel in panels_of(type(owner)) if name in pending}
    for name, panel in of_plugins.items():
        if not guarded(panel, "store", partial(_store_of_plugin, owner, name, names[name]), False)():
            # As they were; the page or record itself is stored all the same.
            pending.pop(name, None)
    together = {name: each for name, each in names.items() if name in pending and _can_be_stored_together(each)}
    if not together:
        return
    for name, relation in together.items():
        live = {item.pk: item for item in getattr(owner, name).get_live_queryset()}
        _store(owner, relation, pending[name], live)
        # Without this, Wagtail's models would store them again, one by one.
        _stored(owner)[name] = pending.pop(name)


def _store_of_plugin(owner: HasInlineItems, name: str, relation: Any) -> bool:
    """True, once the rows of a plugin are stored as it stores them."""
    manager = getattr(owner, name)
    if _can_be_stored_together(relation):
        pending: dict[str, list[Any]] = vars(owner)["_cluster_related_objects"]
        _store(owner, relation, pending[name], {row.pk: row for row in manager.get_live_queryset()})
        del pending[name]
    else:
        manager.commit()
    return True


def hold(owner: HasInlineItems) -> None:
    """Keeps the inline items of the owner in memory, where they are not yet; not those of plugins, nor Wagtail's comments."""
    others = {COMMENTS, *dict(panels_of(type(owner)))}
    for relation in get_all_child_relations(type(owner)):
        if (name := relation.get_accessor_name()) not in others:
            getattr(owner, name).get_object_list()


@contextmanager
def held(owner: HasInlineItems, known: Mapping[str, list[Any]] | None = None) -> Iterator[None]:
    """Within, the inline items of the owner stand in memory, the known ones or those that are stored, so that nobody asks for them.

    Afterwards those that nobody has set stand there no more: the next save is not to write what somebody else may have changed.
    """
    pending: dict[str, list[Any]] = owner.__dict__.setdefault("_cluster_related_objects", {})
    before = pending.keys() | set()
    pending |= {name: items for name, items in (known or {}).items() if name not in before}
    hold(owner)
    taken = {name: pending[name] for name in pending.keys() - before}
    try:
        yield
    finally:
        for name, items in taken.items():
            if pending.get(name) is items:
                del pending[name]


def _stored(owner: HasInlineItems) -> dict[str, list[Any]]:
    """The inline items that were just stored with the owner."""
    found: dict[str, list[Any]] = owner.__dict__.setdefault("_just_stored", {})
    return found


@contextmanager
def _references_noted_once(owner: HasInlineItems, written: Collection[str] | None) -> Iterator[None]:
    """Afterwards the index knows what the owner and its inline items refer to, as far as that was written, unless it is told by others.

    Wagtail would have it noted again for each of them, by a task, and so too late for who looks for what shows a thing.
    """
    # Wagtail's module needs all models at its import.
    from wagtail import signal_handlers as handlers

    if getattr(handlers.reference_index_auto_update_disabled, "value", False):
        yield
        return
    with handlers.disable_reference_index_auto_update():
        yield
    stored = owner.__dict__.pop("_just_stored", {})
    if ReferenceIndex.is_indexed(type(owner)) and (written is None or _may_refer(owner, written)):
        try:
            with held(owner, stored):
                ReferenceIndex.create_or_update_for_object(owner)
        except BaseException as error:
            if isinstance(error, Interrupted) or guard.is_strict() or not (own := dict(panels_of(type(owner)))):
                raise
            # Of plugins whose rows cannot be read now, Wagtail's task may learn it later.
            _note_unreadable(type(owner), own, error)
            handlers.update_reference_index_on_save(owner)


def _may_refer(owner: HasInlineItems, written: Collection[str]) -> bool:
    """Whether one of these fields may refer to something that the index knows."""
    fields = (owner._meta.get_field(name) for name in written)
    return any(
        hasattr(field, "extract_references")
        or (field.many_to_one and not any(map(_is_ignored, (field, field.related_model))))
        for field in fields
    )


def _is_ignored(named: Any) -> bool:
    return bool(getattr(named, "wagtail_reference_index_ignore", False))


def _can_be_stored_together(relation: Any) -> bool:
    """Whether nothing but Django stores the inline items: who overrides `save` or `delete` means each inline item by itself."""
    model = relation.related_model
    plain = model.save is models.Model.save and model.delete is models.Model.delete
    return plain and not model._meta.parents


def _store(owner: HasInlineItems, relation: Any, items: list[Any], live: Mapping[Any, Any]) -> None:
    model = relation.related_model
    _recognise(items, live, parent=relation.field.attname)
    _remove(model, live.keys() - {item.pk for item in items})
    for item in items:
        setattr(item, relation.field.name, owner)
    stored = {item.pk: item for item in items if item.pk is not None}
    changed = [item for key, item in stored.items() if key not in live or _row(item) != _row(live[key])]
    fields = [each.name for each in model._meta.concrete_fields if not _is_kept(each)]
    _write(model, [item for item in items if item.pk is None])
    _write(model, changed, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=fields)


def _recognise(items: list[Any], live: Mapping[Any, Any], *, parent: str) -> None:
    """Gives inline items that are stored already, but do not know it, their keys.

    An inline item that an editor adds has no key in the revision, and gets none there when this is published. With the next revision it would
    be taken for another one, and whoever keeps a date in a calendar would have it twice.
    """
    gone = {key: row for key, row in live.items() if key not in {item.pk for item in items}}
    apart = {parent, "sort_order"}
    for described in (lambda item: _content(item, apart), lambda item: getattr(item, "sort_order", None)):
        by_description: dict[Any, list[Any]] = defaultdict(list)
        for key, row in gone.items():
            by_description[described(row)].append(key)
        for item in items:
            if item.pk is None and (known := described(item)) is not None and by_description[known]:
                item.pk = by_description[known].pop(0)
                item._state.adding = False
                del gone[item.pk]


def _content(item: models.Model, apart: Collection[str]) -> tuple[str, ...]:
    fields = item._meta.concrete_fields
    return tuple(
        str(getattr(item, each.attname)) for each in fields if not each.primary_key and each.attname not in apart
    )


def _row(item: models.Model) -> list[Any]:
    return [getattr(item, field.attname) for field in item._meta.concrete_fields]


def _is_kept(field: Any) -> bool:
    """Whether the field of a stored inline item stays as it is, whatever the inline item says."""
    return field.primary_key or field.generated or getattr(field, "auto_now_add", False)


def _write(model: type[models.Model], items: list[Any], **conflicts: Any) -> None:
    """Writes the inline items with a few queries, and tells who listens as if each had been saved by itself."""
    if not items:
        return
    manager = model._base_manager
    told = {"sender": model, "raw": False, "using": manager.db, "update_fields": None}
    for item in items:
        pre_save.send(instance=item, **told)
    manager.bulk_create(items, **conflicts)
    for item in items:
        post_save.send(instance=item, created=not conflicts, **told)


def _remove(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Deletes the inline items with these keys, and what the index of references says of them."""
    if not (gone := list(keys)):
        return
    model._base_manager.filter(pk__in=gone).delete()
    target = ContentType.objects.get_for_model(model, for_concrete_model=False)
    ReferenceIndex.objects.filter(to_content_type=target, to_object_id__in=list(map(str, gone))).delete()


def _all_there(model: type[models.Model], data: Data) -> bool:
    """Whether all is there that the data refer to."""
    return are_there(_references(model, data), "_default_manager")


def _references(model: type[models.Model], data: Data) -> Iterator[tuple[Any, Any]]:
    fields: Iterable[Any] = model._meta.concrete_fields
    for field in fields:
        if field.many_to_one and data.get(field.name) is not None:
            yield field, field.target_field.to_python(data[field.name])
    for relation in get_all_child_relations(model):
        for item in data.get(relation.get_accessor_name(), ()):
            yield from _references(relation.related_model, item)
