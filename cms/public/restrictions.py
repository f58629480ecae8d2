"""Which pages and files only some people may see: by login, by group, or by password."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, cast

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

IS_RESTRICTED = "is_restricted"
"""Set on pages and files that were loaded by `with_restrictions`."""


def with_restrictions(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same pages or files, each knowing whether it is restricted: one question for all instead of one for each."""
    known = PageRestricted("path") if issubclass(found.model, Page) else FileRestricted("collection__path")
    return cast("QuerySet[Any]", found.annotate(**{IS_RESTRICTED: known}))


def restricted(model: Any) -> Q:
    """The condition that a page or a file of the model is restricted now: the SQL twin of `is_restricted`, for many of them."""
    column, closed = ("path", closed_pages()) if issubclass(model, Page) else ("collection__path", closed_collections())
    return reduce(or_, (Q(**{f"{column}__startswith": path}) for path in closed), Q(pk__in=[]))


def closed_pages() -> set[str]:
    """The paths at which restricted parts of the tree begin, aliases of these included."""
    closed = set(PageViewRestriction.objects.values_list("page__path", flat=True))
    aliases = Page.objects.filter(alias_of__isnull=False) if closed else Page.objects.none()
    waiting = set(aliases.values_list("path", "alias_of__path"))
    while more := {(path, source) for path, source in waiting if source.startswith(tuple(closed))}:
        closed |= {path for path, _source in more}
        waiting -= more
    return closed


def closed_collections() -> set[str]:
    """The paths at which restricted parts of the tree of collections begin."""
    return set(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def is_restricted(thing: Any) -> bool:
    """Whether only some people may see the page or file; asks only where `with_restrictions` has not."""
    known = getattr(thing, IS_RESTRICTED, None)
    if known is not None:
        return bool(known)
    return bool(restrictions_of(thing).exists())


# Each page that is served asks this: one question, also where there are aliases of aliases.
ABOVE = f"""
    WITH RECURSIVE above(id, alias_of_id) AS (
        SELECT page.id, page.alias_of_id FROM {Page._meta.db_table} page WHERE page.path IN (%s)
        UNION
        SELECT page.id, page.alias_of_id FROM above
        JOIN {Page._meta.db_table} source ON source.id = above.alias_of_id
        JOIN {Page._meta.db_table} page ON substr(source.path, 1, length(page.path)) = page.path
    )
    SELECT id FROM above
"""  # noqa: S608 - names of tables alone
"""The pages with these paths, and, as long as there are aliases among them, the pages that these are aliases of with those above."""


def restrictions_of(thing: Any) -> QuerySet[Any]:
    """The restrictions on a file's collection and on those above it, or on a page.

    On a page, on those above it, and on the pages of which any of these are aliases, with those above them: Wagtail leaves out what
    stands above the page of an alias, and so would show what is closed. Asks nothing where `with_restrictions` has found none.
    """
    if not isinstance(thing, Page):
        own = Collection.objects.filter(pk=thing.collection_id).values("path")[:1]
        on_collections: QuerySet[Any] = CollectionViewRestriction.objects.alias(own_path=own)
        return on_collections.filter(own_path__startswith=F("collection__path"))
    if not getattr(thing, IS_RESTRICTED, True):
        none: QuerySet[Any] = PageViewRestriction.objects.none()
        return none
    step = Page.steplen
    paths = [thing.path[:end] for end in range(step, len(thing.path) + 1, step)]
    above = RawSQL(ABOVE % ", ".join(["%s"] * len(paths)), paths)  # noqa: S611 - placeholders alone
    on_pages: QuerySet[Any] = PageViewRestriction.objects.filter(page__in=above)
    return on_pages


# Written out, since a document asks this for each kind of thing that it names: Django takes five milliseconds to put it together, and
# has no word for aliases of aliases.
class PageRestricted(Func):
    """Whether a restriction stands at the path or above, or there on a page of which one of these is an alias."""

    template = f"""EXISTS(
        WITH RECURSIVE closed(path) AS (
            SELECT page.path FROM {Page._meta.db_table} page
            JOIN {PageViewRestriction._meta.db_table} restriction ON restriction.page_id = page.id
            UNION
            SELECT alias.path FROM {Page._meta.db_table} alias
            JOIN {Page._meta.db_table} source ON source.id = alias.alias_of_id
            JOIN closed ON substr(source.path, 1, length(closed.path)) = closed.path
        )
        SELECT 1 FROM closed WHERE substr(%(expressions)s, 1, length(closed.path)) = closed.path
    )"""  # noqa: S608 - names of tables alone
    output_field = BooleanField()


class FileRestricted(Func):
    """Whether a restriction stands on the collection at the path or above."""

    template = f"""EXISTS(
        SELECT 1 FROM {Collection._meta.db_table} closed
        JOIN {CollectionViewRestriction._meta.db_table} restriction ON restriction.collection_id = closed.id
        WHERE substr(%(expressions)s, 1, length(closed.path)) = closed.path
    )"""  # noqa: S608 - names of tables alone
    output_field = BooleanField()
