"""Records of plugins, edited like those of the core."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import get_snippet_models

from cms.admin.viewsets.record import RecordViewSet
from cms.extend import Record, is_enabled, registry
from cms.extend.reserved import CORE


class PluginRecordViewSet(RecordViewSet):
    """A record of a plugin; it stands in the menu while the plugin is enabled for a site."""

    icon = "clipboard-list"
    list_display = ["__str__"]

    def __init__(self, record: Record) -> None:
        super().__init__(model=record.model, menu_label=record.label, menu_name=record.name)
        self.plugin = record.plugin

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Wagtail's entry, which is shown to those who may edit the record, while the plugin is enabled."""
        plugin, base = self.plugin, super().menu_item_class

        class PluginRecordMenuItem(base):  # type: ignore[misc,valid-type]
            def is_shown(self, request: HttpRequest) -> bool:
                return is_enabled(plugin) and bool(super().is_shown(request))

        return PluginRecordMenuItem


def viewsets_of_plugins() -> list[PluginRecordViewSet]:
    """One for each record of a plugin whose model is its own and has no viewset yet, in the order of plugins.

    All other rooms' `wagtail_hooks` are imported then, since viewsets are registered there too.
    """
    registered = set(get_snippet_models())
    return [
        PluginRecordViewSet(record)
        for record in {each.model: each for each in registry().records}.values()
        if record.plugin not in CORE
        and record.plugin == record.model._meta.app_label
        and record.model not in registered
    ]
