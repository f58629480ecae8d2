"""Refuses to delete what a missing plugin still needs: its pages, and what its tables refer to. Covers every way of deletion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from cms.content.leftovers import leftovers_of
from cms.content.models.dormant import DormantPage, is_here, reason_to_keep_page
from cms.content.parking.missing import is_missing, plugin_of
from cms.content.refusals import PluginMissing, StillNeeded
from cms.extend import registry

_may_go: ContextVar[bool] = ContextVar("content_may_go", default=False)


@contextmanager
def deletion_allowed() -> Iterator[None]:
    """Lets content of missing plugins be deleted, by whoever has exported it."""
    token = _may_go.set(True)
    try:
        yield
    finally:
        _may_go.reset(token)


def reason_to_keep(thing: Model) -> str:
    """Why the thing itself may not be deleted; empty if it may."""
    if isinstance(thing, Page) and is_missing(thing):
        return reason_to_keep_page(thing.title, plugin_of(thing))
    if isinstance(thing, Revision) and (label := _missing_plugin_of(thing)):
        return reason_to_keep_page(thing.object_str, label)
    if found := leftovers_of(thing):
        return _(
            "“%(thing)s” is used by content of the plugin “%(plugin)s”, which is missing (%(rows)d rows in %(table)s). Put the "
            "plugin back, or export and delete its content with: manage.py plugins purge %(plugin)s"
        ) % {"thing": thing, **found[0]._asdict()}
    return ""


def _missing_plugin_of(revision: Revision) -> str:
    """The app label of the missing plugin whose content this is a version of; empty if none is missing."""
    content_type = ContentType.objects.get_for_id(revision.content_type_id)
    model = content_type.model_class()
    if model is None:
        return str(content_type.app_label)
    if issubclass(model, DormantPage):
        return str(DormantPage._base_manager.values_list("app_label", flat=True).get(pk=revision.object_id))
    return ""


def on_deleting(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Raises `StillNeeded` while a missing plugin needs the thing."""
    if not _may_go.get() and (reason := reason_to_keep(instance)):
        raise StillNeeded(reason, instance)


def on_adding(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Raises `PluginMissing` for a copy of a page that is parked or an orphan: it would have no content of its own."""
    if not (instance._state.adding and is_missing(instance)):
        return
    if isinstance(instance, DormantPage) and is_here(instance.app_label):
        text = _(
            "“%(title)s” is put aside with its plugin, and can be neither copied nor translated. Leave out what lies below, or bring it "
            "back first with: manage.py plugins restore"
        )
    else:
        text = _(
            "“%(title)s” belongs to a plugin that is missing, and can be neither copied nor translated. Leave out what lies below, "
            "or put the plugin back first."
        )
    raise PluginMissing(text % {"title": instance.title})


def connect() -> None:
    """Listens to whatever plugins may refer to."""
    for page_model in (Page, DormantPage):
        pre_save.connect(on_adding, sender=page_model, dispatch_uid=f"keeping.copies.{page_model._meta.label}")
    models = {Page, Revision, get_image_model(), get_document_model(), get_user_model()}
    for model in models | {public.model for public in registry().public_types.values()}:
        pre_delete.connect(on_deleting, sender=model, dispatch_uid=f"keeping.{model._meta.label}")
