"""Takes a plugin out of a process that has begun to load it, so that it costs nothing but its own part."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.core.checks import registry as django_checks
from django.core.management import get_commands
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import class_prepared
from django.dispatch import Signal
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend import requirements
from cms.extend.interrupts import Interrupted
from cms.extend.reasons import in_english
from cms.extend.softening import softened
from cms.extend.strictness import is_strict
from cms.extend.telling import Label, told
from cms.extend.untouched import ProcessChanged, kept_connection, untouched, unwatched

log = logging.getLogger(__name__)


class CannotStay(Exception):
    """A plugin cannot be loaded, for this reason."""

    def __init__(self, reason: Label) -> None:
        super().__init__(in_english(reason))
        self.reason = reason


EARLY: tuple[Any, ...] = (class_prepared, connection_created)
"""Signals that are sent before every app is ready."""

Forget = Callable[[str, set[type[Model]]], None]
_forgetting: list[Forget] = []


def also_forget(forget: Forget) -> None:
    """Tells the kernel, which knows Django alone, how others forget a package and its models."""
    _forgetting.append(forget)


@contextmanager
def attempt(config: Any, text: Any) -> Iterator[bool]:
    """Runs code of the plugin; whatever it raises, and be it sys.exit(), leaves the plugin out with the reason `text`.

    Gives whether it is to run at all: Django still asks those that were left out meanwhile. An app that was not discovered fails as ever.
    """
    if is_left_out(config):
        yield False
        return
    try:
        with untouched(config.name if is_found(config.slug) else "", text):
            yield True
    except Interrupted:
        raise
    except BaseException as error:
        if is_strict() or not is_found(config.slug):
            raise
        if isinstance(error, CannotStay) and error.__cause__ is None:
            # Found out by looking: the reason says it all, and where we looked is nothing to mend.
            log.error("The plugin %s is left out: %s.", config.slug, error)
        else:
            log.error("The plugin %s is left out.", config.slug, exc_info=error)
        leave_out(config.slug, _reason(error, text))


READY = _("its ready() fails: {error}")


def run_ready(config: Any, ready: Callable[[], None]) -> None:
    """Runs the `ready()` of a plugin under this care, and the system checks that it registers from then on."""
    if getattr(ready, "__func__", None) is not AppConfig.ready:
        with attempt(config, READY) as is_wanted:
            if is_wanted:
                ready()
    if is_found(config.slug):
        soften_checks(config)
        guard_early_receivers(config)


class EarlyReceiver:
    """A receiver of the plugin while Django still loads: if it raises, the plugin is left out, and whoever sends the signal goes on."""

    def __init__(self, config: Any, receiver: Callable[..., Any]) -> None:
        self.__module__ = str(receiver.__module__)
        self.__name__ = getattr(receiver, "__name__", type(receiver).__name__)
        self.__wrapped__ = receiver
        self.config = config

    def __call__(self, **given: Any) -> Any:
        """What the receiver gives, if anything."""
        if is_left_out(self.config):
            return None
        try:
            return kept_connection(self.__wrapped__, **given) if "connection" in given else self.__wrapped__(**given)
        except BaseException as error:
            if isinstance(error, Interrupted) or is_strict() or not is_found(self.config.slug):
                raise
            log.error("The plugin %s is left out.", self.config.slug, exc_info=error)
            leave_out(self.config.slug, _reason(error, _("its receiver of a signal fails: {error}")))
            return None


def guard_early_receivers(config: Any) -> None:
    """Lets what the plugin's modules connected at their import cost the plugin alone; repeating it does no harm."""
    for signal in EARLY:
        with signal.lock:
            signal.receivers = [_early(config, entry) for entry in signal.receivers]
            signal.sender_receivers_cache.clear()


def _early(config: Any, entry: Any) -> Any:
    key, reference, *rest = entry
    receiver = reference() if hasattr(reference, "__callback__") else reference
    if receiver is None or isinstance(receiver, EarlyReceiver) or not owns(config.name, receiver):
        return entry
    return (key, EarlyReceiver(config, receiver), *rest)


def is_left_out(config: AppConfig) -> bool:
    """Whether the app was taken out since Django began."""
    return apps.apps_ready and apps.app_configs.get(config.label) is not config


def _reason(error: BaseException, text: Any) -> Label:
    if isinstance(error, CannotStay):
        return error.reason
    if isinstance(error, ProcessChanged):
        return format_lazy(_("its start changes {reason} for all"), reason=error.reason)
    return format_lazy(text, error=told(error))


def is_found(slug: str) -> bool:
    """Whether the plugin is one that was discovered, and not left out since."""
    return any(found.slug == slug for found in settings.PLUGINS.found)


def tell(slug: str, text: Label) -> None:
    """Lets the plugin's people know what another one wants of it."""
    known = settings.PLUGINS.told
    settings.PLUGINS = replace(settings.PLUGINS, told={**known, slug: (*known.get(slug, ()), text)})


def leave_out(slug: str, reason: Label) -> None:
    """Takes the plugin, and what requires it, out of the process and puts it among those that are left out."""
    found = next((each for each in settings.PLUGINS.found if each.slug == slug), None)
    if found is None:
        return
    settings.PLUGINS = settings.PLUGINS.without(slug, reason)
    with unwatched():
        _unload(found.package)
    for each in settings.PLUGINS.found:
        if slug in requirements.names(each.requires):
            leave_out(each.slug, format_lazy(_("needs {plugins}"), plugins=slug))


def _unload(package: str) -> None:
    # Django may be going through the old ones just now, which must not change under way.
    kept = {label: config for label, config in apps.app_configs.items() if config.name != package}
    apps.app_configs = kept
    forget(package)


def forget(package: str) -> None:
    """Takes everything out of Django's books that code of the package has put there."""
    models = {model for known in apps.all_models.values() for model in known.values() if owns(package, model)}
    for known in apps.all_models.values():
        for name in [name for name, model in known.items() if model in models]:
            del known[name]
    _take_accessors_away(models)
    _disconnect(package)
    for checks in (django_checks.registry.registered_checks, django_checks.registry.deployment_checks):
        checks -= {check for check in checks if owns(package, check)}
    if apps.models_ready:
        for each in _forgetting:
            each(package, models)
    remembered: Any = get_commands
    remembered.cache_clear()
    apps.clear_cache()
    if apps.models_ready:
        # Django itself does so only once every ready() has run; until then models would still lead to what is gone.
        for model in apps.get_models(include_auto_created=True):
            known_of: Any = model._meta
            known_of._expire_cache()  # noqa: SLF001 - as Django does


def owns(package: str, thing: Any) -> bool:
    """Whether the class or function was written in the package."""
    module = str(getattr(thing, "__module__", None) or type(thing).__module__)
    return module == package or module.startswith(f"{package}.")


def _take_accessors_away(models: set[type[Model]]) -> None:
    """Other models lose the attributes by which they led to these."""
    for known in apps.all_models.values():
        for model in known.values():
            for name, value in list(vars(model).items()):
                relation = getattr(value, "rel", None) or getattr(value, "related", None)
                if getattr(relation, "related_model", None) in models:
                    delattr(model, name)


def _disconnect(package: str) -> None:
    """No signal calls the package any more."""
    for signal in all_signals():
        with signal.lock:
            signal.receivers = [each for each in signal.receivers if not owns(package, _receiver(each[1]))]
            signal.sender_receivers_cache.clear()


_signals: list[Signal] = []
"""Those that were found while Django was loaded."""


def all_signals() -> list[Signal]:
    """Every signal that anybody has made."""
    new = [each for each in gc.get_objects() if issubclass(type(each), Signal)]
    if apps.ready:
        return [*_signals, *(each for each in new if not any(each is known for known in _signals))]
    _signals.extend(new)
    # What is loaded by now stays, as at the end of the start, and is not gone through again for each plugin that is left out.
    gc.freeze()
    return [*_signals]


def _receiver(reference: Any) -> Any:
    called = reference() if hasattr(reference, "__callback__") else reference
    return getattr(called, "__func__", called)


def soften_checks(config: AppConfig) -> None:
    """The system checks that the plugin registers with Django itself raise nothing and stop no command."""
    for checks in (django_checks.registry.registered_checks, django_checks.registry.deployment_checks):
        for check in [each for each in checks if owns(config.name, each) and not hasattr(each, "softened")]:
            checks.remove(check)
            checks.add(_softly(config.label, check))


def _softly(label: str, check: Any) -> Any:
    @wraps(check)
    def softly(*args: Any, **kwargs: Any) -> list[CheckMessage]:
        try:
            return [softened(each) for each in check(*args, **kwargs) if isinstance(each, CheckMessage)]
        except BaseException as error:
            if isinstance(error, Interrupted) or is_strict():
                raise
            return [
                Warning(f"The plugin {label} fails in its check {check.__name__}: {told(error)}", id="litfass.W005")
            ]

    softly.softened = True  # type: ignore[attr-defined]
    return softly
