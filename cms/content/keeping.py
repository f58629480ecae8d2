"""Refuses to delete what a missing plugin still needs: its pages, and what its tables refer to. Covers every way of deletion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.content.known_plugins import slug_of, title_of
from cms.content.leftovers import leftovers_of
from cms.content.models.dormant import DormantPage
from cms.content.parking.missing import is_missing, plugin_of
from cms.extend import registry

_may_go: ContextVar[bool] = ContextVar("content_may_go", default=False)


class PluginMissing(Exception):
    """Something cannot be done since a plugin is missing; the text says which one, and what to do."""


class StillNeeded(PluginMissing, ProtectedError):
    """A missing plugin still needs the thing that was to be deleted."""

    def __init__(self, message: str, thing: Model) -> None:
        ProtectedError.__init__(self, message, {thing})
        self.message = message

    def __str__(self) -> str:
        return self.message


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
        label = plugin_of(thing)
        return _(
            "“%(title)s” belongs to the plugin “%(plugin)s”, which is missing, and cannot be deleted without it. Put the plugin "
            "back, or export and delete its content with: manage.py plugins purge %(slug)s"
        ) % {"title": thing.title, "plugin": title_of(label), "slug": slug_of(label)}
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
    """Raises `PluginMissing` for a copy of a page whose plugin is missing: it would have no content of its own."""
    if instance._state.adding and is_missing(instance):
        raise PluginMissing(
            _(
                "“%(title)s” belongs to a plugin that is missing, and can be neither copied nor translated. Leave out what lies below, "
                "or put the plugin back first."
            )
            % {"title": instance.title}
        )


def connect() -> None:
    """Listens to whatever plugins may refer to."""
    for page_model in (Page, DormantPage):
        pre_save.connect(on_adding, sender=page_model, dispatch_uid=f"keeping.copies.{page_model._meta.label}")
    models = {Page, get_image_model(), get_document_model(), get_user_model()}
    for model in models | {public.model for public in registry().public_types.values()}:
        pre_delete.connect(on_deleting, sender=model, dispatch_uid=f"keeping.{model._meta.label}")
