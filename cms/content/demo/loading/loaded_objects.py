"""What is in the database of the demo archive, found by kind and key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model
from wagtail.models import Locale, Page

from cms.content.demo.facts import Archive, Keyed

Given = TypeVar("Given", bound=Keyed)

NAMESPACE = UUID("5b0b3b5e-6d0f-4f7e-9a39-2f3f4d6c9a11")

PLACE_IN_TREE = ("path", "depth", "content_type")
"""What a page has only once it has been added."""


def identity(ref: str) -> UUID:
    """The identifier of a demo thing, e.g. of `event:halle-konferenz`; the same in every installation."""
    return uuid5(NAMESPACE, ref)


@dataclass
class LoadedObjects:
    """The archive that is being loaded, what of it stands in the database, and what of that is new."""

    archive: Archive
    things: dict[str, Any] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)

    def __getitem__(self, ref: str) -> Any:
        """The thing; raises `LookupError` naming the reference that leads nowhere."""
        try:
            return self.things[ref]
        except KeyError:
            raise LookupError(f"The demo archive refers to {ref}, which it does not hold.") from None

    def get(self, ref: str) -> Any:
        """The thing; None for a reference without key, e.g. `city:`."""
        return None if ref.endswith(":") else self[ref]

    def keep_record(self, ref: str, model: type[Model], build: Callable[[], Any]) -> None:
        """Takes up the record, which is built, validated and saved where it is missing."""
        record = model._default_manager.filter(uuid=identity(ref)).first()
        if record is None:
            record = build()
            record.uuid = identity(ref)
            record.full_clean()
            record.save()
            self.fresh.add(ref)
        self.things[ref] = record

    def keep_page(self, ref: str, parent: Page, build: Callable[[], Any]) -> None:
        """Takes up the page, which is built and added below its parent as a draft where it is missing."""
        page = Page.objects.filter(translation_key=identity(ref), locale_id=parent.locale_id).specific().first()
        if page is None:
            page = build()
            page.translation_key, page.locale, page.live = identity(ref), parent.locale, False
            page.full_clean(exclude=PLACE_IN_TREE)
            parent.add_child(instance=page)
            self.fresh.add(ref)
        self.things[ref] = page

    def draft_pages(
        self, kind: str, all_given: Iterable[Given], parent: str, build: Callable[[LoadedObjects, Given], Page]
    ) -> None:
        """Takes up a page of this kind for each of what is given; new ones are drafts."""
        for given in all_given:
            self.keep_page(f"{kind}:{given.key}", self[parent], partial(build, self, given))

    def new_pages(self, kind: str, all_given: Iterable[Given]) -> Iterator[tuple[Any, Given]]:
        """Those of the pages that are new, each with what is given of it."""
        for given in all_given:
            if (ref := f"{kind}:{given.key}") in self.fresh:
                yield self[ref], given

    def keep_translation(self, ref: str, locale: Locale) -> tuple[Any, bool]:
        """The page's translation into the locale, copied as a draft where it is missing, and whether it was."""
        original = self[ref]
        translated = original.get_translation_or_none(locale)
        if translated is not None:
            return translated.specific, False
        return original.copy_for_translation(locale), True


def publish(page: Page) -> None:
    page.full_clean()
    page.save_revision().publish()
