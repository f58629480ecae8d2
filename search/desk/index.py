"""The index of the desk: Wagtail's own table, filled with finished words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection, transaction
from django.db.models import Manager, Model, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django_tasks import task
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseIndex
from wagtail.search.index import (
    AutocompleteField,
    RelatedFields,
    SearchField,
    class_is_indexed,
    get_indexed_models,
)
from wagtail.search.models import IndexEntry
from wagtail.search.query import Phrase
from wagtail.search.utils import get_content_type_pk, get_descendants_content_types_pks

from cms.content.finding import Findable, reference
from cms.extend.queue import is_waiting
from cms.publishing.one_of_many import moments
from search.desk.words import FTS5, TSQUERY, Grammar, asked, tokens

Key = tuple[int, str]
"""The content type of a thing, and its key there."""

ALL, PUBLIC, NAMES = "autocomplete", "body", "title"
"""Columns of Wagtail's table: what those find who work on a thing, what everybody finds, what it is called. Each is part of the one before."""


AT_ONCE = 20
FORM = 2.0
"""Changes when entries are written otherwise; stands in Wagtail's norm of titles, which nobody needs here."""


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def grammar() -> Grammar:
    """How questions are written for this database."""
    return TSQUERY if is_postgresql() else FTS5


def matching(model: type[Model], column: str, question: str) -> QuerySet[Any]:
    """The keys of things of the model that have these words in the column."""
    found = _entries(column, question).filter(content_type__in=get_descendants_content_types_pks(model))
    keys: QuerySet[Any] = found.annotate(key=Cast("object_id", model._meta.pk)).values("key")
    return keys


def keys_showing(model: type[Model], things: Iterable[Model]) -> QuerySet[Any]:
    """The keys of things of the model that show one of these, as a draft, too, or something to whose name one belongs."""
    words = (grammar().word.format(reference(each)) for each in things)
    return matching(model, ALL, grammar().either.join(words))


def keys_with(text: str) -> set[Key]:
    """What has all these words, whole ones, wherever they stand."""
    question = asked(Phrase(text), grammar())
    return set(_entries(ALL, question).values_list("content_type", "object_id")) if question else set()


def _entries(column: str, question: str) -> QuerySet[Any]:
    found: QuerySet[Any] = IndexEntry.objects.all()
    if is_postgresql():
        return found.filter(**{column: SearchQuery(question, search_type="raw", config="simple")})
    table = f"{IndexEntry._meta.db_table}_fts"
    # The table's name is Wagtail's.
    rows = RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [f"{{{column}}} : ({question})"])  # noqa: S608, S611
    return found.filter(pk__in=rows)


class DeskIndex(BaseIndex):
    """Writes entries, and has read anew what shows a thing that is called otherwise now."""

    def add_items(self, model: type[Model], items: Iterable[Any]) -> None:
        """Writes the entries of these things, which are all of the model."""
        words = {str(item.pk): _words(item) for item in items}
        if not words:
            return
        content_type = get_content_type_pk(model)
        named = "title_text" if is_postgresql() else "title"
        entries = IndexEntry.objects.filter(content_type=content_type, object_id__in=words)
        before = dict(entries.values_list("object_id", named))
        rows = [_entry(content_type, key, *columns) for key, columns in words.items()]
        fields = [NAMES, PUBLIC, ALL, "title_norm", *(["title_text"] if is_postgresql() else [])]
        IndexEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["content_type", "object_id"], update_fields=fields
        )
        for item in items:
            if before.get(str(item.pk), words[str(item.pk)][0]) != words[str(item.pk)][0]:
                read_anew(item)

    def delete_item(self, item: Any) -> None:
        """Removes the thing's entry."""
        IndexEntry.objects.filter(content_type=get_content_type_pk(type(item)), object_id=str(item.pk)).delete()
        read_anew(item)

    def reset(self) -> None:
        """Removes all entries."""
        IndexEntry.objects.all().delete()

    def start(self) -> DeskIndex:
        """Begins a rebuild, for Wagtail's command: removes entries of what is no more."""
        for model in get_indexed_models():
            if not model._meta.parents:
                keys = model._default_manager.annotate(key=Cast("pk", TextField())).values("key")
                types = get_descendants_content_types_pks(model)
                IndexEntry.objects.filter(content_type__in=types).exclude(object_id__in=keys).delete()
        return self

    def finish(self) -> None:
        """Ends it."""


def _words(thing: Any) -> tuple[str, str, str]:
    """The finished words of what it is called, of what everybody may know, and of all."""
    names, public, every = list[str](), list[str](), list[str]()
    for field, text in _texts(thing, thing.get_search_fields()):
        every.append(text)
        if isinstance(field, SearchField):
            public.append(text)
            if (field.boost or 1) > 1:
                names.append(text)
    return tokens(" ".join(names)), tokens(" ".join(public)), tokens(" ".join(every))


def _texts(thing: Any, fields: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            value = field.get_value(thing)
            yield field, " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
        elif isinstance(field, RelatedFields) and (value := field.get_value(thing)) is not None:
            for each in value.all() if isinstance(value, Manager) else [value]:
                yield from _texts(each, field.fields)


def _entry(content_type: int, key: str, names: str, public: str, every: str) -> IndexEntry:
    columns = {NAMES: names, PUBLIC: public, ALL: every}
    own = {"content_type_id": content_type, "object_id": key, "title_norm": FORM}
    if not is_postgresql():
        return IndexEntry(**own, **columns)
    vectors = {
        name: SearchVector(Value(text, output_field=TextField()), config="simple") for name, text in columns.items()
    }
    return IndexEntry(**own, title_text=names, **vectors)


def read_anew(thing: Any) -> None:
    """Has read anew, by a task, whatever shows the thing."""
    if isinstance(thing, Findable) and _showing(reference(thing)).exists():
        read_anew_task.enqueue(reference(thing))


def _showing(word: str) -> QuerySet[Any]:
    return _entries(ALL, grammar().word.format(word))


@task()
def read_anew_task(word: str) -> None:
    """Reads anew what shows the thing that the word stands for."""
    _update_all(_showing(word))


def rewrite_if_outdated() -> bool:
    """Has entries written anew by a task that were written in another way; whether there are some."""
    outdated = _outdated().exists()
    if outdated and not is_waiting(rewrite_task):
        rewrite_task.enqueue()
    return outdated


def _outdated() -> QuerySet[Any]:
    found: QuerySet[Any] = IndexEntry.objects.all()
    return found.exclude(title_norm=FORM)


@task()
def rewrite_task() -> None:
    """Writes all entries anew that were written in another way."""
    _update_all(_outdated())


def _update_all(entries: QuerySet[Any]) -> None:
    """Reads these anew, some at a time."""
    keys = list(entries.order_by("pk").values_list("content_type", "object_id"))
    for some in moments(keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE)):
        for each in some:
            with transaction.atomic():
                update(each)


def update(keys: Iterable[Key]) -> None:
    """Reads these things anew, as far as they are there and can be found."""
    by_type: dict[int, list[str]] = defaultdict(list)
    for content_type, key in keys:
        by_type[content_type].append(key)
    for content_type, some in by_type.items():
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        if model and class_is_indexed(model):
            get_search_backend().add_bulk(model, list(model.get_indexed_objects().filter(pk__in=some)))
