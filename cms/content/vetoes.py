"""Asks the law and the plugins before something is deleted; who cannot be asked has refused."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.content.required_pages import reason_to_stay, required_below
from cms.content.sites import site_of
from cms.extend import BeforeDelete, is_enabled, registry
from cms.extend.guard import in_time

log = logging.getLogger(__name__)

_unasked: ContextVar[str] = ContextVar("content_unasked", default="")


class Vetoed(ProtectedError):
    """The deletion was refused; nothing was deleted, and the message says why."""

    def __init__(self, thing: Any, reason: str) -> None:
        super().__init__(_("“%(thing)s” cannot be deleted: %(reason)s") % {"thing": thing, "reason": reason}, {thing})
        self.thing, self.reason = thing, reason

    def __str__(self) -> str:
        return str(self.args[0])


class Veto(NamedTuple):
    """What may not be deleted, and why."""

    thing: Any
    reason: str


def vetoes_against(things: Iterable[Any]) -> Iterator[Veto]:
    """The vetoes against the deletion of these; those of pages include what stands below them."""
    for thing in things:
        for each in _below(thing) if isinstance(thing, Page) else (thing,):
            if reason := reason_against(each):
                yield Veto(each, reason)


def _below(page: Page) -> Iterator[Page]:
    """The page and those below it, as far as anybody may refuse their deletion."""
    required = {each.pk: each for each in required_below(page)}
    yield from required.values()
    for public in registry().page_types:
        if registry().vetoes(public.name):
            below = public.model._default_manager.filter(path__startswith=page.path).exclude(pk__in=required)
            yield from below.iterator(chunk_size=100)


def reason_against(thing: Any) -> str:
    """Why the thing itself may not be deleted; "" if nobody refuses. Only plugins that are enabled for its site are asked."""
    if reason := reason_to_stay(thing):
        return reason
    public = registry().type_of(type(thing))
    found = registry().vetoes(public.name) if public else ()
    site = site_of(thing) if found and isinstance(thing, Page) else None
    asked = [veto for veto in found if veto.plugin != _unasked.get() and is_enabled(veto.plugin, site)]
    return next((reason for veto in asked if (reason := _asked(veto, thing))), "")


@contextmanager
def without_vetoes_of(plugin: str) -> Iterator[None]:
    """Does not ask this plugin, since all of its content is to go."""
    token = _unasked.set(plugin)
    try:
        yield
    finally:
        _unasked.reset(token)


def _asked(veto: BeforeDelete, thing: Any) -> str:
    try:
        return str(in_time(veto.veto, thing) or "")
    except Exception:
        log.exception("The plugin %s failed in before_delete.%s and thereby refuses.", veto.plugin, veto.name)
        message = _(
            "the plugin “%(plugin)s” was to be asked first, and failed. Tell your administrator; its error is in the log."
        )
        return message % {"plugin": veto.plugin}


def on_deleting(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Something is about to go, whichever way; raises `Vetoed`."""
    if reason := reason_against(instance):
        raise Vetoed(instance, reason)


def connect() -> None:
    """Asks before each deletion of a public thing; repeating it does no harm."""
    for public in registry().public_types.values():
        pre_delete.connect(on_deleting, sender=public.model)
