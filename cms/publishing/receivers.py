"""Connects content to the ledger; the only place that listens to Wagtail's signals, which cover every way to change content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Locale,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
    published,
    unpublished,
)

from cms.content.placing import refuse_disabled
from cms.content.required_pages import refuse_to_move
from cms.extend import Record, public_id, registry
from cms.extend.points import always_public
from cms.public.reasons import Reason
from cms.publishing import dependants, ledger, rebuilding
from cms.publishing.synchronising import (
    synchronise,
    synchronise_file,
    synchronise_files,
    synchronise_files_of,
    synchronise_subtree,
    withdraw_hidden,
)


def on_page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page went live, or changed while live."""
    synchronise(instance)


def on_page_unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page was taken back; one that is about to be deleted is taken back unsaved, and what shows it follows its deletion."""
    keys = dependants.keys_of_dependants(instance)
    reason = Reason.EXPIRED if instance.expired else Reason.UNPUBLISHED
    if ledger.withdraw(public_id(instance), reason) and not Page.objects.filter(pk=instance.pk, live=True).exists():
        dependants.refresh(keys, at_once=True)


def on_page_created(
    sender: type[Model], *, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """An alias is born live without being published."""
    if created and not raw and isinstance(instance, Page) and instance.alias_of_id and instance.live:
        synchronise(instance, as_is=True)


def on_subtree_changed(sender: type[Any], instance: Page, **kwargs: Any) -> None:
    """A page was moved or renamed: the addresses below it changed."""
    synchronise_subtree(instance)


def before_moving(sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """A page is about to be moved; raises `ValidationError` if that would hide one that the law requires, or its plugin is disabled there."""
    refuse_to_move(instance, below=parent_page_after)
    refuse_disabled(instance, below=parent_page_after)


def on_restriction_changed(sender: type[Any], instance: PageViewRestriction, **kwargs: Any) -> None:
    """A part of the tree was closed or opened."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        synchronise_subtree(page)


def on_deleting(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Something is about to go: its tombstone stands at once, what showed it is noted while it can be found."""
    if isinstance(instance, Page) and type(instance) is not Page:
        return
    instance.shown_by = dependants.keys_of_dependants(instance)
    if isinstance(instance, Page):
        ledger.withdraw(public_id(instance), Reason.DELETED)
    elif record := _record(sender):
        # Whoever was public by consent alone is erased with the record.
        ledger.withdraw(public_id(instance), Reason.DELETED if record.is_public is always_public else Reason.ERASED)


def on_deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Something is gone: what showed it does so no more."""
    if keys := getattr(instance, "shown_by", None):
        dependants.refresh(keys, at_once=True)


NOTES_OF_A_DRAFT = frozenset({"latest_revision", "has_unpublished_changes", "live_revision"})
"""What is stored of a record, which stays as it is, when a draft of it is kept beside it."""


def on_record_saved(
    sender: type[Model],
    *,
    instance: Any,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """A record was saved; its lines are stored after it, so that it is taken as it will be.

    Where only some columns were written the rest of the instance may be a draft: then the record is read from the database.
    """
    if raw or _record(sender) is None or _only_notes_a_draft(sender, update_fields):
        return
    synchronise(instance, as_is=isinstance(instance, ClusterableModel) and update_fields is None)


def _only_notes_a_draft(model: type[Model], update_fields: Iterable[str] | None) -> bool:
    return (
        issubclass(model, DraftStateMixin) and update_fields is not None and NOTES_OF_A_DRAFT.issuperset(update_fields)
    )


def on_draft_record_changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """A record with drafts went live or was taken back."""
    if not isinstance(instance, Page) and _record(sender):
        synchronise(instance)


def on_file_changed(sender: type[Model], *, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """The file, alt text, credit or rights of an image or a document changed."""
    if not created:
        synchronise_file(instance)


def on_collection_restriction_changed(sender: type[Any], instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Files were closed to the public, or opened."""
    synchronise_files_of(Collection.objects.filter(pk=instance.collection_id))


def on_collection_saved(sender: type[Any], *, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    """A collection was renamed, or is about to be moved, which Wagtail does after saving it and tells nobody."""
    if not raw and not created:
        transaction.on_commit(synchronise_files, robust=True)


def on_addresses_changed(sender: type[Any], *, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A site's address or root changed, or a language's code: every address did, and what is outside of all sites now goes at once. A new language has no pages yet."""
    if not raw and not (created and sender is Locale):
        # Whoever heard of the change first may have asked with the old addresses.
        Site.clear_site_root_paths_cache()
        withdraw_hidden()
        rebuilding.rebuild_soon()


def _record(model: type[Model]) -> Record | None:
    return next((record for record in registry().records if record.model is model), None)


def connect() -> None:
    """Connects everything, and lets Wagtail note what records refer to, also where the editors' interface is not loaded."""
    for record in registry().records:
        ReferenceIndex.register_model(record.model)
    page_published.connect(on_page_changed)
    page_unpublished.connect(on_page_unpublished)
    pre_page_move.connect(before_moving)
    post_page_move.connect(on_subtree_changed)
    page_slug_changed.connect(on_subtree_changed)
    published.connect(on_draft_record_changed)
    unpublished.connect(on_draft_record_changed)
    post_save.connect(on_page_created)
    post_save.connect(on_record_saved)
    for signal in (post_save, post_delete):
        signal.connect(on_restriction_changed, sender=PageViewRestriction)
        signal.connect(on_collection_restriction_changed, sender=CollectionViewRestriction)
        signal.connect(on_addresses_changed, sender=Site)
    post_save.connect(on_collection_saved, sender=Collection)
    post_save.connect(on_addresses_changed, sender=Locale)
    for model in (Page, get_image_model(), get_document_model(), *(record.model for record in registry().records)):
        pre_delete.connect(on_deleting, sender=model)
        post_delete.connect(on_deleted, sender=model)
    for model in (get_image_model(), get_document_model()):
        post_save.connect(on_file_changed, sender=model)
