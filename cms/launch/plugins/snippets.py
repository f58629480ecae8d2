"""What plugins register as snippets of Wagtail: models of their own; one that takes another's is left out before that one fails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets import models as snippets

from cms.extend.discovery import Installable
from cms.extend.points import Contributions
from cms.extend.reserved import CORE
from cms.extend.unloading import CannotStay, attempt, is_found, owns

Register = Callable[..., Any]
_asked: list[tuple[Any, Any, Installable]] = []
"""What was to be registered, with which viewset, and by which plugin."""


def watch_snippets() -> None:
    """From now on what a plugin registers is tried by itself; called before any plugin can have imported Wagtail's function."""
    if not hasattr(snippets.register_snippet, "watched"):
        snippets.register_snippet = _watched(snippets.register_snippet)
        snippets._register_snippet_immediately = _tried(snippets._register_snippet_immediately)  # noqa: SLF001 - there is no public way


def _watched(register: Register) -> Register:
    def register_snippet(registerable: Any, viewset: Any = None) -> Any:
        module = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - Wagtail tells nobody who asks
        by = [each for each in settings.PLUGINS.found if f"{module}.".startswith(f"{each.package}.")]
        _asked.extend((registerable, viewset, found) for found in by)
        return register(registerable, viewset)

    register_snippet.watched = True  # type: ignore[attr-defined]
    return register_snippet


def _tried(register: Register) -> Register:
    def register_immediately(registerable: Any, viewset: Any = None) -> None:
        by = _asking(registerable, viewset)
        if by is None or apps.ready:
            register(registerable, viewset)
        elif is_found(by.slug):
            config = next(each for each in apps.get_app_configs() if each.name == by.package)
            with attempt(config, _("what it registers as a snippet cannot be used: {error}")):
                _try(register, registerable, viewset, config)

    return register_immediately


def _asking(registerable: Any, viewset: Any) -> Installable | None:
    """The plugin that asked for this; of several that asked for the same, one after the other."""
    for number, (what, seen_as, found) in enumerate(_asked):
        if what is registerable and seen_as is viewset:
            del _asked[number]
            return found
    return None


def _try(register: Register, registerable: Any, viewset: Any, config: AppConfig) -> None:
    # Imported as late as this, since it needs models.
    from cms.launch.plugins.hooks import counted, registered

    models, views, hooks = [*snippets.SNIPPET_MODELS], [*viewsets.viewsets], counted()
    try:
        register(registerable, viewset)
        for model in snippets.SNIPPET_MODELS:
            if model not in models:
                _refuse_of_others(model, config)
    except BaseException:
        snippets.SNIPPET_MODELS[:], viewsets.viewsets[:] = models, views
        for name, entries in registered().items():
            del entries[hooks.get(name, 0) :]
        raise


def _refuse_of_others(model: type[Model], config: AppConfig) -> None:
    """Raises `CannotStay` for a model that the core, or another plugin, registers itself."""
    others = [found for found in settings.PLUGINS.found if found.package != config.name]
    if model._meta.app_label in CORE or any(owns(found.package, model) for found in others):
        raise CannotStay(format_lazy(_("its snippet {model} is a model of another app"), model=model._meta.label))


def viewsets_are_of_its_own_models(config: AppConfig, given: Contributions) -> None:
    """Viewsets of snippets that its hooks give, which Wagtail registers late, are of models that nobody else registers, nor the archive."""
    taken = {*snippets.SNIPPET_MODELS, *(record.model for record in given.records)}
    for model in map(_model_of, _given_by_hooks(str(getattr(config, "slug", config.label)))):
        if model is not None:
            _refuse_of_others(model, config)
            if model in taken:
                text = _("its snippet {model} is registered twice; give the viewset to register_snippet alone")
                raise CannotStay(format_lazy(text, model=model._meta.label))
            taken.add(model)


def _given_by_hooks(plugin: str) -> Iterator[Any]:
    from cms.launch.plugins.hooks import hooks_of

    for hook in hooks_of(plugin, "register_admin_viewset"):
        yield from _single(hook.__wrapped__())


def _single(given: Any) -> Iterator[Any]:
    for each in given if isinstance(given, list | tuple) else [given]:
        if isinstance(each, ViewSetGroup):
            yield from _single(list(each.registerables))
        else:
            yield each


def _model_of(viewset: Any) -> type[Model] | None:
    return viewset.model if hasattr(viewset, "register_snippet_model") else None
