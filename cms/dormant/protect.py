"""Refuses to delete what a plugin that is away still needs: its pages, and what its tables refer to. Covers every way of deletion."""

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
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from cms.dormant.missing import missing_plugin, plugin_of
from cms.dormant.models import DormantPage
from cms.dormant.refusals import PluginMissing, Refusal, StillNeeded
from cms.dormant.tables import leftovers_of
from cms.extend import registry

DELETING = Refusal(
    put_aside=gettext_lazy(
        "“%(title)s” belongs to the plugin “%(plugin)s”, is put aside, and cannot be deleted. Bring it back with: manage.py "
        "plugins restore %(slug)s – or export and delete all content of the plugin with: manage.py plugins purge %(slug)s"
    ),
    missing=gettext_lazy(
        "“%(title)s” belongs to the plugin “%(plugin)s”, which is missing, and cannot be deleted without it. Put the plugin "
        "back, or export and delete its content with: manage.py plugins purge %(slug)s"
    ),
)
COPYING = Refusal(
    put_aside=gettext_lazy(
        "“%(title)s” is put aside with its plugin, and can be neither copied nor translated. Leave out what lies below, or bring it "
        "back first with: manage.py plugins restore"
    ),
    missing=gettext_lazy(
        "“%(title)s” belongs to a plugin that is missing, and can be neither copied nor translated. Leave out what lies below, "
        "or put the plugin back first."
    ),
)

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
    if isinstance(thing, Page) and (label := plugin_of(thing)):
        return DELETING.about(label, title=thing.title)
    if isinstance(thing, Revision):
        own = ContentType.objects.get_for_id(thing.content_type_id)
        if label := missing_plugin(own, thing.object_id):
            return DELETING.about(label, title=thing.object_str)
    if found := leftovers_of(thing):
        return _(
            "“%(thing)s” is used by content of the plugin “%(plugin)s”, which is missing (%(rows)d rows in %(table)s). Put the "
            "plugin back, or export and delete its content with: manage.py plugins purge %(plugin)s"
        ) % {"thing": thing, **found[0]._asdict()}
    return ""


def on_deleting(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Raises `StillNeeded` while a missing plugin needs the thing."""
    if not _may_go.get() and (reason := reason_to_keep(instance)):
        raise StillNeeded(reason, instance)


def on_adding(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Raises `PluginMissing` for a copy of a page that is parked or an orphan: it would have no content of its own."""
    own = instance.cached_content_type
    if instance._state.adding and issubclass(own.model_class() or DormantPage, DormantPage):
        label = instance.app_label if isinstance(instance, DormantPage) else own.app_label
        raise PluginMissing(COPYING.about(label, title=instance.title))


def connect() -> None:
    """Listens to whatever plugins may refer to."""
    for page_model in (Page, DormantPage):
        pre_save.connect(on_adding, sender=page_model, dispatch_uid=f"protect.copies.{page_model._meta.label}")
    models = {Page, Revision, get_image_model(), get_document_model(), get_user_model()}
    for model in models | {public.model for public in registry().public_types.values()}:
        pre_delete.connect(on_deleting, sender=model, dispatch_uid=f"protect.{model._meta.label}")
