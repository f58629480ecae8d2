"""What pages and records are found by at the desk: their names, what they say of themselves, and the names of what they show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.tasks import insert_or_update_object_task

from cms.public.visibility import may_be_named, public

OUT = "ref0"
"""A word among the names of what is out, so that a thing that goes out, or back, has other names."""


class Words(NamedTuple):
    """Texts by which a thing is found: what it is called, what everybody may know of it, what those may know who work on it."""

    names: tuple[str, ...]
    for_all: tuple[str, ...]
    for_staff: tuple[str, ...]


class Findable(index.Indexed, models.Model):
    """A page or record that search at the desk finds by more than its name.

    Both lists name fields; an entry `lines.field` is one of the inline items. What a field refers to is found by its own `called_by`.
    """

    called_by: ClassVar[tuple[str, ...]] = ()
    """What it is called; whatever shows it is found by that, too."""
    found_by: ClassVar[tuple[str, ...]] = ()
    """What else it is found by."""

    search_auto_update = False
    """Wagtail would read it anew before its inline items are stored."""
    search_fields = [
        index.SearchField("its_names", boost=2),
        index.SearchField("words_for_all"),
        index.AutocompleteField("words_for_staff"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        """Wagtail's list, without the stored title of a page: a draft may bear another one."""
        return [field for field in super().get_search_fields() if getattr(field, "field_name", "") != "title"]

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Any]:
        """Wagtail's, with all that is read of them."""
        found: models.QuerySet[Any] = super().get_indexed_objects()
        return found.prefetch_related(*_lookups(cls))

    @property
    def its_names(self) -> list[str]:
        """What it is called; whoever shows it is to be read anew when that changes."""
        return list(self._words.names)

    @property
    def words_for_all(self) -> list[str]:
        """What everybody may know who may see it."""
        return list(self._words.for_all)

    @property
    def words_for_staff(self) -> list[str]:
        """What those may know who work on it: its draft, too, and drafts that it shows."""
        return list(self._words.for_staff)

    @cached_property
    def _words(self) -> Words:
        shown = [_Shown(version) for version in _versions(self)]
        names, for_all = [*_names(self)], list[str]()
        if _is_out(self):
            names, for_all = [OUT, *names], [*shown[0].of_all()]
        return Words(tuple(names), tuple(for_all), tuple(text for each in shown for text in each.of_staff()))

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Stores the thing with its inline items, and has it found by what it is now."""
        super().save_base(*args, **kwargs)
        if not kwargs.get("raw"):
            insert_or_update_object_task.enqueue(self._meta.app_label, self._meta.model_name, str(self.pk))


def reference(thing: models.Model) -> str:
    """A word that stands for the thing among the words of what shows it."""
    return f"ref{ContentType.objects.get_for_model(thing).pk}x{thing.pk}"


class _Shown:
    """A version of a thing with what it shows, which is read with one question for each kind."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing
        self.texts: list[str] = list(_names(thing))
        known: dict[Any, dict[Any, Any]] = defaultdict(dict)
        for holder, name in _holders(thing):
            field = holder._meta.get_field(name)
            value = getattr(holder, field.attname)
            if field.many_to_one and value is not None:
                known[field.related_model][value] = getattr(holder, name) if field.is_cached(holder) else None
            elif value:
                self.texts.append(str(value))
        self.related = {model: _all_of(model, some) for model, some in known.items()}

    def of_staff(self) -> Iterator[str]:
        yield from self.texts
        yield from map(reference, _parts(self.thing))
        for each in (each for some in self.related.values() for each in some):
            yield from map(reference, (each, *_parts(each)))
            yield from _names(each)

    def of_all(self) -> Iterator[str]:
        yield from self.texts
        for model, some in self.related.items():
            yield from (text for each in _named(model, some) for text in _names(each))


def _is_out(thing: Any) -> bool:
    return bool(getattr(thing, "live", True))


def _versions(thing: Any) -> list[Any]:
    """The thing as it is public, and its draft where that is another one."""
    drafted = getattr(thing, "has_unpublished_changes", False) and getattr(thing, "latest_revision_id", None)
    draft = [thing.get_latest_revision_as_object()] if drafted else []
    return [thing, *draft] if _is_out(thing) or not draft else draft


def _names(thing: Any) -> Iterator[str]:
    """What the thing is called, with the names of what belongs to its name, such as a place's city; what is no more than a draft, as there."""
    thing = _versions(thing)[0]
    for name in getattr(thing, "called_by", ()):
        value = getattr(thing, name)
        if isinstance(value, models.Model):
            yield from _names(value)
        elif value:
            yield str(value)


def _parts(thing: Any) -> Iterator[Any]:
    """What belongs to its name."""
    return (part for name in getattr(thing, "called_by", ()) if isinstance(part := getattr(thing, name), models.Model))


def _holders(thing: Any) -> Iterator[tuple[Any, str]]:
    """Itself and its inline items, each with the name of a field by which it is found; each list is read once."""
    lists: dict[str, list[Any]] = {"": [thing]}
    for path in thing.found_by:
        lines, _, name = path.rpartition(".")
        if lines not in lists:
            lists[lines] = list(getattr(thing, lines).all())
        yield from ((holder, name) for holder in lists[lines])


def _all_of(model: Any, known: Mapping[Any, Any]) -> list[Any]:
    """Things of the model by their keys, as far as they are not at hand, with what belongs to their names."""
    missing = [key for key, thing in known.items() if thing is None]
    found = model._base_manager.select_related(*_parts_of(model)).in_bulk(missing) if missing else {}
    return [each for key, thing in known.items() if (each := thing or found.get(key))]


def _parts_of(model: Any) -> list[str | None]:
    """The names of what belongs to its name; never none at all, which Django takes for everything."""
    fields = (model._meta.get_field(name) for name in getattr(model, "called_by", ()))
    return [field.name for field in fields if field.many_to_one] or [None]


def _lookups(model: Any) -> Iterator[str]:
    """All that is to be read of many things of the model, for Django."""
    for path in model.found_by:
        lines, _, name = path.rpartition(".")
        holder = model._meta.get_field(lines).related_model if lines else model
        field, way = holder._meta.get_field(name), path.replace(".", "__")
        if field.many_to_one:
            yield way
            yield from (f"{way}__{part}" for part in _parts_of(field.related_model) if part)
        elif lines:
            yield lines


def _named(model: Any, things: Iterable[Any]) -> list[Any]:
    """Those of the things that everybody may hear of."""
    if not issubclass(model, Page):
        return [each for each in things if may_be_named(each)]
    keys = [each.pk for each in things]
    shown = set(public(model._default_manager.filter(pk__in=keys)).values_list("pk", flat=True))
    return [each for each in things if each.pk in shown]


def _on_deleted(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Findable):
        index.remove_object(instance)


def connect() -> None:
    """Forgets what was deleted; repeating it does no harm."""
    post_delete.connect(_on_deleted, dispatch_uid="content.finding")
