"""Switches plugins on and off for a site; it takes effect at once, and content stays.

What the callers show is built when it is published: `cms.publishing.plugin_switching` lets the documents be built anew with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend import activation_cache
from cms.extend.limits import contained
from cms.extend.plugin import Plugin
from cms.extend.points import Label
from cms.extend.registry import registry
from cms.extend.requirements import core_version, names
from cms.extend.reserved import CORE

log = logging.getLogger(__name__)


def _nothing_against(slug: str) -> Label:
    return ""


_reason_against: Callable[[str], Label] = _nothing_against


def ask_before_enabling(reason_against: Callable[[str], Label]) -> None:
    """Tells the kernel, which knows no content, how to learn why a plugin must stay disabled."""
    global _reason_against
    _reason_against = reason_against


class CannotSwitch(Exception):
    """The plugin cannot be enabled or disabled; the reason says why, and what to do."""

    def __init__(self, reason: Label) -> None:
        super().__init__(reason)
        self.reason = reason


def enable(slug: str, site: int) -> bool:
    """Enables the plugin for the Wagtail site with this id; whether that changed anything.

    Raises `CannotSwitch`, and leaves the plugin disabled, if it is not loaded, was removed, needs one that is disabled there, or refuses
    in `on_enable`.
    """
    plugin = switchable(slug)
    if slug in registry().dropped:
        text = _("The plugin {slug} contributes nothing: {reason}. Mend it and restart.")
        raise CannotSwitch(format_lazy(text, slug=slug, reason=registry().dropped[slug]))
    if missing := [
        each
        for each in names(plugin.requires)
        if not core_version(each) and not activation_cache.is_enabled(each, site)
    ]:
        text = _("The plugin {slug} needs {others}, disabled here; enable that first.")
        raise CannotSwitch(format_lazy(text, slug=slug, others=", ".join(missing)))
    if reason := _reason_against(slug):
        raise CannotSwitch(reason)
    if activation_cache.is_enabled(slug, site):
        return False
    try:
        with transaction.atomic(), contained:
            _decide(slug, site, enabled=True)
            plugin.on_enable(site)
    except Exception as error:
        log.exception("The plugin %s refused to be enabled for site %s.", slug, site)
        text = _("The plugin {slug} stays disabled, since its on_enable failed: {error}.")
        raise CannotSwitch(format_lazy(text, slug=slug, error=repr(error))) from error
    finally:
        activation_cache.forget()
    return True


def disable(slug: str, site: int) -> bool:
    """Disables the plugin for the Wagtail site with this id; whether that changed anything.

    An error in `on_disable` is logged and stops nothing. Raises `CannotSwitch` if the plugin is not loaded, or another one that is
    enabled there needs it.
    """
    plugin = switchable(slug)
    if not activation_cache.is_enabled(slug, site):
        return False
    if needing := [
        each.slug for each in _loaded() if slug in names(each.requires) and activation_cache.is_enabled(each.slug, site)
    ]:
        text = _("The plugin {slug} is needed by {others}; disable that first.")
        raise CannotSwitch(format_lazy(text, slug=slug, others=", ".join(needing)))
    _decide(slug, site, enabled=False)
    try:
        with transaction.atomic(), contained:
            plugin.on_disable(site)
    except Exception:
        log.exception("The plugin %s failed in on_disable for site %s; it is disabled all the same.", slug, site)
    finally:
        activation_cache.forget()
    return True


def switchable(slug: str) -> Plugin:
    """The loaded plugin; raises `CannotSwitch` with the reason if there is none, or if it belongs to the core."""
    if slug in CORE:
        raise CannotSwitch(format_lazy(_("{slug} belongs to the core, which is always enabled."), slug=slug))
    for plugin in _loaded():
        if plugin.slug == slug:
            return plugin
    for left in settings.PLUGINS.left:
        if slug == left.slug:
            text = _("The plugin {slug} is left out: {reason}. Mend that and restart.")
            raise CannotSwitch(format_lazy(text, slug=slug, reason=left.reason))
    known = ", ".join(found.slug for found in settings.PLUGINS.found) or _("none")
    raise CannotSwitch(format_lazy(_("There is no plugin {slug}. Loaded are: {known}."), slug=slug, known=known))


def _loaded() -> list[Plugin]:
    return [config for config in apps.get_app_configs() if isinstance(config, Plugin)]


def _decide(slug: str, site: int, *, enabled: bool) -> None:
    from cms.extend.models import Activation

    Activation.objects.update_or_create(plugin=slug, site=site, defaults={"enabled": enabled})
    activation_cache.forget()
