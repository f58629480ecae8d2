"""What editors set for each site, as plugins give it."""

from __future__ import annotations

import logging

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import SettingMenuItem, register_setting

from cms.extend import is_enabled, registry

log = logging.getLogger(__name__)


def register_settings() -> None:
    """Makes all settings of plugins known to Wagtail; what is no setting of a site is left out, so that the rest can start."""
    for each in registry().settings:
        if issubclass(each.model, BaseSiteSetting):
            register_setting(each.model, icon=each.icon)
        else:
            log.error("The plugin %s: %s is no BaseSiteSetting and is left out.", each.plugin, each.model._meta.label)


def leave_out_disabled(request: HttpRequest, items: list[MenuItem]) -> None:
    """Takes away the settings of plugins that are enabled for no site."""
    hidden = {each.model for each in registry().settings if not is_enabled(each.plugin)}
    items[:] = [item for item in items if not (isinstance(item, SettingMenuItem) and item.model in hidden)]
