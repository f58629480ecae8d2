"""Choosers that load all that their blocks show, for all blocks of a stream at once."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import QuerySet
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.public.restrictions import IS_RESTRICTED, FileRestricted, with_restrictions


class BulkLoading:
    """A chooser block that asks once for all chosen things, and for what they refer to."""

    def to_python(self, value: Any) -> Any:
        """The chosen thing; None if it is gone."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The chosen things in their order, None for those that are gone."""
        keys = list(values)
        wanted = {key for key in keys if key is not None}
        # Unsorted: Django takes long to put an order together, and the keys have one.
        found = {thing.pk: thing for thing in self.loaded().filter(pk__in=wanted).order_by()} if wanted else {}
        # Each block gets an instance of its own, as Wagtail does it.
        return [copy.copy(found[key]) if key in found else None for key in keys]

    def loaded(self) -> QuerySet[Any]:
        raise NotImplementedError(f"{type(self).__name__} must say what it loads: define loaded().")


class PersonChooserBlock(BulkLoading, SnippetChooserBlock):
    """Chooses a person; the portrait comes along."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.Person", **kwargs)

    def loaded(self) -> QuerySet[Any]:
        """People with their portraits, and whether these are restricted."""
        known = FileRestricted("portrait__collection__path")
        people: QuerySet[Any] = self.model_class.objects.select_related("portrait").annotate(portrait_restricted=known)
        return people

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The chosen people; their portraits know whether they are restricted."""
        people = super().bulk_to_python(values)
        for person in people:
            if person and person.portrait:
                setattr(person.portrait, IS_RESTRICTED, person.portrait_restricted)
        return people


class PlaceChooserBlock(BulkLoading, SnippetChooserBlock):
    """Chooses a place; its city comes along."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.Place", **kwargs)

    def loaded(self) -> QuerySet[Any]:
        """Places with their cities."""
        places: QuerySet[Any] = self.model_class.objects.select_related("city")
        return places


class TopicChooserBlock(SnippetChooserBlock):
    """Chooses a topic."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.Topic", **kwargs)


class AnyPageChooserBlock(BulkLoading, PageChooserBlock):
    """Chooses a page of any type, or of the type given; streams of the page are left where they are."""

    def loaded(self) -> QuerySet[Any]:
        """Pages as what they are, with their language and whether they are restricted."""
        pages: Any = with_restrictions(self.model_class.objects.defer_streamfields())
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
        return with_restrictions(self.model_class.objects.all())


class PictureChooserBlock(BulkLoading, ImageChooserBlock):
    """Chooses an image."""

    def loaded(self) -> QuerySet[Any]:
        """Images, and whether they are restricted."""
        return with_restrictions(self.model_class.objects.all())
