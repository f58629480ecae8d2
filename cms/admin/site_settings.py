"""What editors set for each site, as plugins give it."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.registry import SettingMenuItem, register_setting

from cms.extend import is_enabled, registry


def register_settings() -> None:
    """Makes all settings of plugins known to Wagtail; repeating it does no harm."""
    for each in registry().settings:
        register_setting(each.model, icon=each.icon)


def leave_out_disabled(request: HttpRequest, items: list[MenuItem]) -> None:
    """Takes away the settings of plugins that are enabled for no site."""
    hidden = {each.model for each in registry().settings if not is_enabled(each.plugin)}
    items[:] = [item for item in items if not (isinstance(item, SettingMenuItem) and item.model in hidden)]
