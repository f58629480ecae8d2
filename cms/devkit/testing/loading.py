"""Loads a plugin for one test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps

from cms.extend import registry as registries
from cms.extend.plugin import Plugin
from cms.extend.registry import Registry, build


@contextmanager
def temporarily(*plugins: type[Plugin] | Plugin, without: Iterable[str] = ()) -> Iterator[Registry]:
    """The registry with these plugins too, and without those of the named slugs, for the length of the block.

    Plugins with models must be installed; of others the class is enough. What was composed from the registry at the start (streams,
    addresses) stays as it was.
    """
    left_out = {*without, *(plugin.slug for plugin in plugins)}
    loaded = [config for config in apps.get_app_configs() if isinstance(config, Plugin) and config.slug not in left_out]
    module = import_module(registries.__module__)
    before = registries()
    module.__dict__["_current"] = build([*loaded, *(_made(plugin) for plugin in plugins)])
    try:
        yield registries()
    finally:
        module.__dict__["_current"] = before


def _made(plugin: type[Plugin] | Plugin) -> Plugin:
    if isinstance(plugin, Plugin):
        return plugin
    return plugin(getattr(plugin, "name", plugin.__module__), import_module(plugin.__module__))
