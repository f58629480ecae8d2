"""Choosers that load all that their blocks show, for all blocks of a stream at once."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.snippets.blocks import SnippetChooserBlock

IS_RESTRICTED = "is_restricted"
"""Set on pages and files that a chooser loaded: whether only some people may see them."""


class BulkLoading:
    """A chooser block that asks once for all chosen things, and for what they refer to."""

    def to_python(self, value: Any) -> Any:
        """The chosen thing; None if it is gone."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The chosen things in their order, None for those that are gone."""
        keys = list(values)
        wanted = {key for key in keys if key is not None}
        found = {thing.pk: thing for thing in self.loaded().filter(pk__in=wanted)} if wanted else {}
        # Each block gets an instance of its own, as Wagtail does it.
        return [copy.copy(found[key]) if key in found else None for key in keys]

    def loaded(self) -> QuerySet[Any]:
        """All things of the kind, with what a block shows of them."""
        raise NotImplementedError(f"{type(self).__name__} must say what it loads: define loaded().")


class PersonChooserBlock(BulkLoading, SnippetChooserBlock):
    """Chooses a person; the portrait comes along."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.Person", **kwargs)

    def loaded(self) -> QuerySet[Any]:
        """People with their portraits."""
        people: QuerySet[Any] = self.model_class.objects.select_related("portrait")
        return people


class TopicChooserBlock(SnippetChooserBlock):
    """Chooses a topic."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.Topic", **kwargs)


class AnyPageChooserBlock(BulkLoading, PageChooserBlock):
    """Chooses a page of any type, or of the type given; streams of the page are left where they are."""

    def loaded(self) -> QuerySet[Any]:
        """Pages as what they are, with their language and whether they are restricted."""
        pages: Any = self.model_class.objects.annotate(**{IS_RESTRICTED: _page_restricted()}).defer_streamfields()
        pages = (
            pages.specific().prefetch_related("locale") if self.model_class is Page else pages.select_related("locale")
        )
        return cast("QuerySet[Any]", pages)


class PartnerChooserBlock(AnyPageChooserBlock):
    """Chooses a partner."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="content.PartnerPage", **kwargs)


class FileChooserBlock(BulkLoading, DocumentChooserBlock):
    """Chooses a file."""

    def loaded(self) -> QuerySet[Any]:
        """Files, and whether they are restricted."""
        files: QuerySet[Any] = self.model_class.objects.annotate(**{IS_RESTRICTED: _file_restricted()})
        return files


def is_restricted_page(page: Page) -> bool:
    """Whether only some people may see the page; asks only if no chooser has."""
    known = getattr(page, IS_RESTRICTED, None)
    return page.get_view_restrictions().exists() if known is None else bool(known)


def is_restricted_file(file: Any) -> bool:
    """Whether only some people may have the file; asks only if no chooser has."""
    known = getattr(file, IS_RESTRICTED, None)
    return file.collection.get_view_restrictions().exists() if known is None else bool(known)


def _page_restricted() -> Exists:
    """Whether a restriction stands on the page, above it, or there on the page of which it is an alias."""
    own, source = _outer("path"), _outer("alias_of__path")
    above = Q(own_path__startswith=F("page__path")) | Q(source_path__startswith=F("page__path"))
    return Exists(PageViewRestriction.objects.annotate(own_path=own, source_path=source).filter(above))


def _file_restricted() -> Exists:
    above = Q(own_path__startswith=F("collection__path"))
    return Exists(CollectionViewRestriction.objects.annotate(own_path=_outer("collection__path")).filter(above))


def _outer(name: str) -> ExpressionWrapper[OuterRef]:
    return ExpressionWrapper(OuterRef(name), output_field=CharField())
