"""Which pages and files only some people may see: by login, by group, or by password."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

IS_RESTRICTED = "is_restricted"
"""Set on pages and files that were loaded by `with_restrictions`."""

ALIAS_DEPTH = 3
"""How far aliases of aliases are followed."""


def with_restrictions(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same pages or files, each knowing whether it is restricted: one question for all instead of one for each."""
    return cast("QuerySet[Any]", found.annotate(**{IS_RESTRICTED: restricted(found.model)}))


def restricted(model: Any) -> Q:
    """The condition that a page or a file of the model is restricted: the SQL twin of `is_restricted`."""
    return _page_restricted("path", ALIAS_DEPTH) if issubclass(model, Page) else Q(_file_restricted())


def is_restricted(thing: Any) -> bool:
    """Whether only some people may see the page or file; asks only where `with_restrictions` has not."""
    known = getattr(thing, IS_RESTRICTED, None)
    if known is not None:
        return bool(known)
    found = restrictions_of(thing) if isinstance(thing, Page) else restrictions_of_collection(thing.collection_id)
    return bool(found.exists())


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """The restrictions on the page, on those above it, and on the pages of which any of these are aliases, with those above them.

    Wagtail leaves out what stands above the page of an alias, and so would show what is closed.
    """
    paths, latest = set[str](), _with_ancestors([page.path])
    for _step in range(ALIAS_DEPTH):
        paths |= latest
        sources = Page.objects.filter(path__in=latest, alias_of__isnull=False).values_list("alias_of__path", flat=True)
        latest = _with_ancestors(sources) - paths
        if not latest:
            break
    found: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(page__path__in=paths | latest)
    return found


def restrictions_of_collection(collection_id: int) -> QuerySet[CollectionViewRestriction]:
    """The restrictions on the collection and on those above it."""
    own = Collection.objects.filter(pk=collection_id).values("path")[:1]
    restrictions = CollectionViewRestriction.objects.annotate(own_path=ExpressionWrapper(own, CharField()))
    found: QuerySet[CollectionViewRestriction] = restrictions.filter(own_path__startswith=F("collection__path"))
    return found


def _with_ancestors(paths: Any) -> set[str]:
    step = Page.steplen
    return {path[:end] for path in paths for end in range(step, len(path) + 1, step)}


def _page_restricted(path: str, aliases: int) -> Q:
    """Whether a restriction stands at the path or above, or there on a page of which one of these is an alias."""
    own = PageViewRestriction.objects.annotate(own_path=_outer(path)).filter(own_path__startswith=F("page__path"))
    if not aliases:
        return Q(Exists(own))
    above = Page.objects.filter(alias_of__isnull=False).annotate(own_path=_outer(path))
    return Q(Exists(own)) | Q(
        Exists(above.filter(_page_restricted("alias_of__path", aliases - 1), own_path__startswith=F("path")))
    )


def _file_restricted() -> Exists:
    above = Q(own_path__startswith=F("collection__path"))
    return Exists(CollectionViewRestriction.objects.annotate(own_path=_outer("collection__path")).filter(above))


def _outer(name: str) -> ExpressionWrapper[OuterRef]:
    return cast("ExpressionWrapper[OuterRef]", ExpressionWrapper(OuterRef(name), output_field=CharField()))
