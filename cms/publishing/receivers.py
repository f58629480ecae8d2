"""Connects content to the ledger; the only place that listens to Wagtail's signals, which cover every way to change content."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.extend import public_id, registry
from cms.publishing import dependants, ledger, rebuilding
from cms.publishing.models import Reason


def synchronise(thing: Any, *, always: bool = False) -> None:
    """Brings the thing's entry up to date, and what shows it; records always refresh those, pages when their face changed."""
    changed = ledger.synchronise(thing)
    public = registry().type_of(type(thing))
    if public is not None:
        for other in public.refreshes(thing):
            ledger.synchronise(other)
    if changed or always:
        dependants.refresh(dependants.keys_of_dependants(thing))


def on_page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page went live, or changed while live."""
    synchronise(instance)


def on_page_unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page was taken back; the database may not know it yet, since a page that is deleted is taken back unsaved before."""
    reason = Reason.EXPIRED if instance.expired else Reason.UNPUBLISHED
    if ledger.withdraw(public_id(instance), reason):
        public = registry().type_of(type(instance))
        for other in public.refreshes(instance) if public else ():
            ledger.synchronise(other)
        dependants.refresh(dependants.keys_of_dependants(instance))


def on_page_created(
    sender: type[Model], *, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """An alias is born live without being published."""
    if created and not raw and isinstance(instance, Page) and instance.alias_of_id and instance.live:
        synchronise(instance)


def on_subtree_changed(sender: type[Any], instance: Page, **kwargs: Any) -> None:
    """A page was moved or renamed: the addresses below it changed."""
    synchronise_subtree(instance)


def synchronise_subtree(page: Page) -> None:
    """Brings the page and all below it up to date."""
    with transaction.atomic():
        for each in (
            Page.objects.filter(path__startswith=page.path).order_by("path").specific().iterator(chunk_size=100)
        ):
            synchronise(each)


def on_restriction_changed(sender: type[Any], instance: PageViewRestriction, **kwargs: Any) -> None:
    """A part of the tree was closed or opened."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        synchronise_subtree(page)


def on_page_deleting(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """A page is about to go: its tombstone stands at once, what showed it follows after the deletion."""
    if type(instance) is not Page:
        return
    keys = dependants.keys_of_dependants(instance)
    ledger.withdraw(public_id(instance), Reason.DELETED)
    if keys:
        transaction.on_commit(partial(dependants.refresh, keys))


def on_record_saved(sender: type[Model], *, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A record was saved."""
    if not raw and _is_record(sender):
        synchronise(instance, always=True)


def on_record_deleting(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """A record is about to go."""
    if _is_record(sender):
        keys = dependants.keys_of_dependants(instance)
        ledger.withdraw(public_id(instance), Reason.DELETED)
        if keys:
            transaction.on_commit(partial(dependants.refresh, keys))


def on_draft_record_changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """A record with drafts went live or was taken back."""
    if not isinstance(instance, Page) and _is_record(sender):
        synchronise(instance, always=True)


def on_image_changed(sender: type[Model], *, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """An image's file, alt text, credit or rights changed, or it is gone."""
    if not created:
        dependants.refresh(dependants.keys_of_dependants(instance))


def on_image_deleting(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """An image is about to go."""
    if keys := dependants.keys_of_dependants(instance):
        transaction.on_commit(partial(dependants.refresh, keys))


def on_site_changed(sender: type[Any], instance: Site, **kwargs: Any) -> None:
    """A site's address or root changed: every address did."""
    transaction.on_commit(rebuilding.rebuild_task.enqueue)


def _is_record(model: type[Model]) -> bool:
    return any(record.model is model for record in registry().records)


def connect() -> None:
    """Connects everything, and lets Wagtail note what records refer to, also where the editors' interface is not loaded."""
    for record in registry().records:
        ReferenceIndex.register_model(record.model)
    page_published.connect(on_page_changed)
    page_unpublished.connect(on_page_unpublished)
    post_page_move.connect(on_subtree_changed)
    page_slug_changed.connect(on_subtree_changed)
    published.connect(on_draft_record_changed)
    unpublished.connect(on_draft_record_changed)
    post_save.connect(on_page_created)
    post_save.connect(on_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(on_restriction_changed, sender=PageViewRestriction)
    pre_delete.connect(on_page_deleting, sender=Page)
    post_save.connect(on_record_saved)
    pre_delete.connect(on_record_deleting)
    post_save.connect(on_image_changed, sender=get_image_model())
    pre_delete.connect(on_image_deleting, sender=get_image_model())
    post_save.connect(on_site_changed, sender=Site)
